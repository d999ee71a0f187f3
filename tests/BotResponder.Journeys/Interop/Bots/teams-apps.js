// The echo bot on the Teams SDK, with its own checks of incoming tokens.
const http = require("node:http");
const { App, ExpressAdapter } = require("@microsoft/teams.apps");
const { PUBLIC, withOverrides } = require("@microsoft/teams.api");
const card = require("./card");
const tokenSource = require("./token");

const commands = {
  async card({ send }) {
    const sent = await send({ type: "message", attachments: [card("first")], summary: "A card" });
    await send({ type: "message", id: sent.id, attachments: [card("second")], summary: "A card" });
  },
  async delete({ activity, api, send }) {
    const sent = await send("soon gone");
    await api.conversations.activities(activity.conversation.id).delete(sent.id);
  },
  async members({ activity, api, send }) {
    const page = await api.conversations.members(activity.conversation.id).getPaged(50);
    const self = await api.conversations.members(activity.conversation.id).getById(activity.from.id);
    await send(`members: ${page.members.map(member => member.name).join(", ")}; you: ${self.userPrincipalName}`);
  },
  async team({ activity, api, send }) {
    const team = await api.teams.getById(activity.channelData.team.id);
    const channels = await api.teams.getConversations(activity.channelData.team.id);
    await send(`team: ${team.name}; channels: ${channels.map(channel => channel.name ?? "General").join(", ")}`);
  },
  async thread({ activity, api }) {
    await api.conversations.create({
      isGroup: true,
      bot: activity.recipient,
      channelData: { channel: { id: activity.channelData.channel.id } },
      tenantId: activity.conversation.tenantId,
      activity: { type: "message", text: "a new thread" },
    });
  },
  async chat({ activity, api }) {
    const chat = await api.conversations.create({
      isGroup: false, bot: activity.recipient, members: [activity.from], tenantId: activity.conversation.tenantId,
    });
    await api.conversations.activities(chat.id).create({ type: "message", text: "hello in private" });
  },
};

module.exports = async function start(settings, failed) {
  const server = http.createServer();
  const log = { child: () => log, debug() {}, info() {}, log() {}, trace() {}, warn() {}, error: failed };
  const app = new App({
    clientId: settings.appId,
    tenantId: settings.tenantId,
    token: tokenSource(settings),
    cloud: withOverrides(PUBLIC, { openIdMetadataUrl: settings.metadataUrl }),
    httpServerAdapter: new ExpressAdapter(server, { logger: log }),
    activity: { mentions: { stripText: true } },
    logger: log,
  });
  app.on("message", async context => {
    const text = context.activity.text.trim();
    await (commands[text] ?? (turn => turn.send(`echo: ${text}`)))(context);
  });
  app.on("card.action", async ({ activity: { value: { action } } }) => ({
    statusCode: 200,
    type: "application/vnd.microsoft.card.adaptive",
    value: card(`${action.verb}: ${action.data.count} ${action.data.comment}`).content,
  }));
  await app.initialize();
  return await new Promise(ready => server.listen(0, "127.0.0.1", () => ready(server)));
};
