// The one card of both bots.
module.exports = text => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: {
    type: "AdaptiveCard",
    version: "1.5",
    body: [{ type: "TextBlock", text, wrap: true }, { type: "Input.Text", id: "comment", label: "Comment" }],
    actions: [{ type: "Action.Execute", title: "Again", verb: "again", data: { count: 1 } }],
  },
});
