// Draws Adaptive Cards the way a Teams client does; what a tap means is decided in .NET.
const { AdaptiveApplet, AdaptiveCard, ChannelAdapter, GlobalSettings, HostConfig, SuccessResponse } = window.AdaptiveCards;

const markdown = window.markdownit({ html: false, linkify: false });
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
GlobalSettings.applets.refresh.mode = 2; // automatic
GlobalSettings.applets.logEnabled = false;

const [light, dark] = await Promise.all(['light', 'dark'].map(async (name) => (await fetch(`hosts/${name}.json`)).json()));
const hostConfig = () => new HostConfig(document.documentElement.dataset.theme === 'dark' ? dark : light);

/** Element -> what is drawn in it. */
const drawn = new Map();

class Tap extends ChannelAdapter {
  constructor(element, view) {
    super();
    Object.assign(this, { element, view });
  }

  async sendRequestAsync(request) {
    const automatic = request.trigger === 'automatic';
    const card = await tap(this.element, this.view, request.action, automatic);
    return new SuccessResponse(request, card && automatic ? this.withTyped(card) : card ?? 'The card stays.');
  }

  /** Nobody asked for a card that redraws itself: what was typed meanwhile stays in it. */
  withTyped(card) {
    return JSON.stringify(keepTyped(JSON.parse(card), inputsOf(drawn.get(this.element)?.applet.card)));
  }
}

/** Draws a card. The same card once more changes nothing: what was typed into it stays. */
export function draw(element, json, view, person) {
  const payload = JSON.parse(json);
  const known = JSON.stringify(payload);
  const before = drawn.get(element);
  if (before?.known === known && before.person === person) {
    return;
  }
  show(element, payload, { known, view, person });
  for (const other of drawn.keys()) {
    if (!other.isConnected) {
      drawn.delete(other);
    }
  }
}

function show(element, payload, { known, view, person }) {
  const typed = inputsOf(drawn.get(element)?.applet.card);
  const card = keepTyped(structuredClone(payload), typed);
  if (card.refresh?.userIds && !card.refresh.userIds.includes(person)) {
    delete card.refresh;
  }
  const applet = new AdaptiveApplet();
  applet.hostConfig = hostConfig();
  applet.channelAdapter = new Tap(element, view);
  applet.onCardChanged = () => label(applet.card);
  applet.onShowManualRefreshButton = () => false;
  applet.onAction = (_, action) => {
    if (action.getJsonTypeName() === 'Action.OpenUrl') {
      window.open(action.url, '_blank', 'noopener');
    } else if (action.getJsonTypeName() === 'Action.Submit') {
      void tap(element, view, action, false);
    }
  };
  drawn.set(element, { applet, known, payload, view, person });
  applet.setCard(card);
  label(applet.card);
  element.replaceChildren(applet.renderedElement);
}

async function tap(element, view, action, automatic) {
  const entry = drawn.get(element);
  const buttons = [...element.querySelectorAll('button')];
  element.setAttribute('aria-busy', 'true');
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const json = await view.invokeMethodAsync('TapAsync', JSON.stringify(action.toJSON()), inputsOf(entry.applet.card), automatic);
    if (json) {
      const payload = JSON.parse(json);
      Object.assign(entry, { payload, known: JSON.stringify(payload) });
    }
    return json;
  } finally {
    element.removeAttribute('aria-busy');
    buttons.forEach((button) => { button.disabled = false; });
  }
}

function inputsOf(card) {
  return Object.fromEntries((card?.getAllInputs() ?? []).filter((input) => input.id && input.value !== undefined && input.value !== null)
    .map((input) => [input.id, String(input.value)]));
}

function keepTyped(node, typed) {
  if (Array.isArray(node)) {
    node.forEach((child) => keepTyped(child, typed));
  } else if (node && typeof node === 'object') {
    if (typeof node.type === 'string' && node.type.startsWith('Input.') && typed[node.id]) {
      node.value = typed[node.id];
    }
    Object.values(node).forEach((child) => keepTyped(child, typed));
  }
  return node;
}

/** What a screen reader needs and the library leaves out. */
function label(card) {
  card?.renderedElement?.setAttribute('role', 'group');
  card?.renderedElement?.setAttribute('aria-label', card.speak ?? card.fallbackText ?? 'Card');
  card?.renderedElement?.querySelectorAll('[role=heading]:not([aria-level])').forEach((heading) => heading.setAttribute('aria-level', '4'));
}

document.addEventListener('playground-theme', () => {
  for (const [element, entry] of drawn) {
    if (element.isConnected) {
      show(element, entry.payload, entry);
    }
  }
});

let followed = null;

/** Keeps the end in view as long as the reader is there. */
export function follow(element) {
  followed = { element, atEnd: true };
  const mine = followed;
  element.addEventListener('scroll', () => {
    mine.atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
  }, { passive: true });
  new MutationObserver(() => {
    if (mine.atEnd) {
      element.scrollTop = element.scrollHeight;
    }
  }).observe(element, { childList: true, subtree: true, characterData: true });
  element.scrollTop = element.scrollHeight;
}

export function toEnd() {
  if (followed) {
    followed.atEnd = true;
    followed.element.scrollTop = followed.element.scrollHeight;
  }
}
