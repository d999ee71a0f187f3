#!/usr/bin/env bash
# The one test command: sets up what the tests need, runs every test project, and ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
projects=(BotResponder.Tests BotResponder.Storage.Tests BotResponder.Journeys)

stop() { # Whatever is missing, the last line is still the one that is read.
  echo "$1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

command -v dotnet >/dev/null || stop "The .NET 10 SDK is missing: install it and run this again."
command -v npm >/dev/null || stop "Node 20 or newer is missing: install it and run this again."

# Browser journeys need a Chromium. Where there is none and it may be installed, it is; otherwise they are skipped and counted.
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing chromium for the browser journeys"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 || echo "chromium could not be installed" >&2
fi

# A large package's first download can time out: a second restore goes on where the first one stopped.
dotnet restore BotResponder.sln >/dev/null 2>&1 || dotnet restore BotResponder.sln || stop "The packages could not be restored."
dotnet build BotResponder.sln --no-restore -clp:NoSummary || stop "The solution does not build."

total_passed=0 total_failed=0 total_skipped=0
for project in "${projects[@]}"; do
  echo "== $project"
  output=$(mktemp)
  "tests/$project/bin/Debug/net10.0/$project" --no-ansi --progress off 2>&1 | tee "$output"
  code=${PIPESTATUS[0]}
  passed=$(sed -n 's/^ *succeeded: *\([0-9]*\).*/\1/p' "$output" | tail -n 1)
  failed=$(sed -n 's/^ *failed: *\([0-9]*\).*/\1/p' "$output" | tail -n 1)
  skipped=$(sed -n 's/^ *skipped: *\([0-9]*\).*/\1/p' "$output" | tail -n 1)
  rm -f "$output"
  # A runner that ended badly without a failed test, or ran none, has failed all the same.
  if [ "$code" -ne 0 ] && [ "${failed:-0}" -eq 0 ] || [ $(( ${passed:-0} + ${failed:-0} )) -eq 0 ]; then failed=$(( ${failed:-0} + 1 )); fi
  total_passed=$(( total_passed + ${passed:-0} )) total_failed=$(( total_failed + ${failed:-0} )) total_skipped=$(( total_skipped + ${skipped:-0} ))
done

echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[ "$total_failed" -eq 0 ]
