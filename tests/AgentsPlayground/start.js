// Starts the Agents Playground on 127.0.0.1 only, without opening a browser or sending telemetry, and ends it with the process that holds
// the other end of standard input. Says "Listening on <port>".
//   M365_AGENTS_PLAYGROUND_CONFIG_PATH=… node start.js http://127.0.0.1:3978/api/messages
const { Server } = require("node:net");

const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number" ? listen.call(this, port, "127.0.0.1", ...rest.filter(each => typeof each === "function")) : listen.call(this, port, ...rest);
};
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.env.TEAMSAPPTESTER_BROWSER = "none";
process.argv = [...process.argv.slice(0, 2), "start", "-e", process.argv[2], "-c", "msteams", "--disable-telemetry"];
require("@microsoft/m365agentsplayground/cli.js");
