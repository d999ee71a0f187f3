// Reads cards (a JSON array on standard input) as Microsoft's library does, and says of each: what the library complains about, and what a reader
// sees of every text that is markdown, with the links and images that are in it.
'use strict';

const { readFileSync } = require('node:fs');
const AdaptiveCards = require('adaptivecards/dist/adaptivecards.min.js');
const markdown = require('markdown-it')({ html: false, linkify: true, typographer: false });

/** Teams takes "choices.data" on cards of version 1.5; the library knows it from 1.6 on. That nothing else is newer, the 1.5 schema says. */
function read(json) {
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_6);
  const card = new AdaptiveCards.AdaptiveCard();
  card.parse(answered(json), context);
  const events = [];
  for (let at = 0; at < context.eventCount; at++) {
    events.push(context.getEventAt(at).message);
  }
  const validation = card.validateProperties();
  events.push(...validation.validationEvents.map((event) => event.message));
  return { events, texts: textsOf(json).map(shown) };
}

/** A choice set that asks for its choices, as it is after the first answer: the library does not ask, and misses them. */
function answered(node) {
  if (Array.isArray(node)) {
    return node.map(answered);
  }
  if (!node || typeof node !== 'object') {
    return node;
  }
  const copy = Object.fromEntries(Object.entries(node).map(([name, child]) => [name, answered(child)]));
  return copy['choices.data'] && copy.choices?.length === 0 ? { ...copy, choices: [{ title: 'ws-042', value: 'ws-042' }] } : copy;
}

/** TextBlock.text, Fact.title and Fact.value, in the order in which they are drawn. */
function textsOf(node) {
  if (Array.isArray(node)) {
    return node.flatMap(textsOf);
  }
  if (!node || typeof node !== 'object') {
    return [];
  }
  const own = node.type === 'TextBlock' ? [node.text] : typeof node.title === 'string' && node.type === undefined && typeof node.value === 'string' ? [node.title, node.value] : [];
  return [...own, ...Object.entries(node).filter(([name]) => name !== 'actions' && name !== 'refresh' && name !== 'choices').flatMap(([, child]) => textsOf(child))];
}

function shown(text) {
  let plain = '';
  const marks = [];
  for (const token of markdown.parse(text, {}).flatMap((block) => block.children ?? (block.type === 'inline' ? [block] : [block]))) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'text_special') {
      plain += token.content;
    } else if (token.type === 'softbreak' || token.type === 'hardbreak') {
      plain += ' ';
    } else if (token.type === 'link_open') {
      marks.push(`link ${token.attrGet('href')}`);
    } else if (!['paragraph_open', 'paragraph_close', 'strong_open', 'strong_close', 'link_close'].includes(token.type)) {
      marks.push(token.type);
    }
  }
  return { plain, marks };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)));
