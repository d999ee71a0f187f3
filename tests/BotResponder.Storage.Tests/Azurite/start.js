// Starts the emulator, and ends it with the process that holds the other end of standard input: also when that one was killed.
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
require("azurite/dist/src/azurite.js");
