// The bot's own token for the connector, with client credentials, kept until shortly before it ends.
module.exports = function tokenSource({ tokenUrl, appId, secret }) {
  let kept = { token: "", until: 0 };
  return async () => {
    if (Date.now() < kept.until) {
      return kept.token;
    }

    const answer = await fetch(tokenUrl, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials", client_id: appId, client_secret: secret, scope: "https://api.botframework.com/.default",
      }),
    });
    const { access_token: token, expires_in: seconds } = await answer.json();
    kept = { token, until: Date.now() + (seconds - 60) * 1000 };
    return token;
  };
};
