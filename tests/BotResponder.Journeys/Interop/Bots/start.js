// Starts one of the bots on a free loopback port and ends it with the process that holds the other end of standard input.
//   node start.js botbuilder '{"metadataUrl":"…","tokenUrl":"…","appId":"…","tenantId":"…","secret":"…"}'
// Says "listening <port>" when it is ready, and "failed <why>" for whatever goes wrong later.
const [library, settings] = process.argv.slice(2);
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.on("unhandledRejection", failed);

function failed(error) {
  const where = error?.config ? ` (${error.config.method} ${error.config.url})` : "";
  console.log(`failed ${String(error?.stack ?? error).replaceAll("\n", " | ")}${where}`);
}

require(`./${library}.js`)(JSON.parse(settings), failed).then(server => console.log(`listening ${server.address().port}`), failed);
