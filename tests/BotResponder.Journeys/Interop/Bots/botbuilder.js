// The echo bot on the Bot Framework SDK, with its own checks of incoming tokens.
const { CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory, TeamsActivityHandler, TeamsInfo, TurnContext } = require("botbuilder");
const express = require("express");
const card = require("./card");
const tokenSource = require("./token");

const commands = {
  async card(context) {
    const sent = await context.sendActivity({ attachments: [card("first")], summary: "A card" });
    await context.updateActivity({ ...MessageFactory.attachment(card("second")), id: sent.id });
  },
  async delete(context) {
    const sent = await context.sendActivity("soon gone");
    await context.deleteActivity(sent.id);
  },
  async members(context) {
    const page = await TeamsInfo.getPagedMembers(context);
    const self = await TeamsInfo.getMember(context, context.activity.from.id);
    await context.sendActivity(`members: ${page.members.map(member => member.name).join(", ")}; you: ${self.userPrincipalName}`);
  },
  async team(context) {
    const team = await TeamsInfo.getTeamDetails(context);
    const channels = await TeamsInfo.getTeamChannels(context);
    await context.sendActivity(`team: ${team.name}; channels: ${channels.map(channel => channel.name ?? "General").join(", ")}`);
  },
  async thread(context) {
    const channel = context.activity.channelData.channel.id;
    await TeamsInfo.sendMessageToTeamsChannel(context, MessageFactory.text("a new thread"), channel, context.activity.recipient.id.slice(3));
  },
  async chat(context) {
    const { conversation, from, recipient, serviceUrl } = context.activity;
    await context.adapter.createConversationAsync(
      recipient.id.slice(3), "msteams", serviceUrl, "https://api.botframework.com",
      { isGroup: false, bot: { id: recipient.id }, members: [{ id: from.id }], tenantId: conversation.tenantId },
      turn => turn.sendActivity("hello in private"));
  },
};

class EchoBot extends TeamsActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const text = TurnContext.removeRecipientMention(context.activity).trim();
      await (commands[text] ?? (turn => turn.sendActivity(`echo: ${text}`)))(context);
      await next();
    });
  }

  async onAdaptiveCardInvoke(context, { action }) {
    return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card(`${action.verb}: ${action.data.count} ${action.data.comment}`).content };
  }
}

module.exports = async function start(settings, failed) {
  const token = tokenSource(settings);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: settings.appId,
      ToChannelFromBotLoginUrl: settings.tokenUrl,
      ToChannelFromBotOAuthScope: "https://api.botframework.com",
      ToBotFromChannelTokenIssuer: "https://api.botframework.com",
      OAuthUrl: settings.tokenUrl,
      ToBotFromChannelOpenIdMetadataUrl: settings.metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: settings.metadataUrl,
      CallerId: "",
    },
    {
      isValidAppId: async appId => appId === settings.appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        getToken: token,
        signRequest: async request => {
          request.headers.set("authorization", `Bearer ${await token()}`);
          return request;
        },
      }),
    },
    { requiredEndorsements: ["msteams"] });
  const adapter = new CloudAdapter(authentication);
  const bot = new EchoBot();
  adapter.onTurnError = async (_, error) => failed(error);
  const app = express();
  app.use(express.json());
  app.post("/api/messages", (request, response) => adapter.process(request, response, context => bot.run(context)).catch(failed));
  return await new Promise(ready => {
    const server = app.listen(0, "127.0.0.1", () => ready(server));
  });
};
