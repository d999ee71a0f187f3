#!/bin/sh
# Drives the Agents Playground against the bot in Chromium and renews the screenshots beside this file.
set -e
cd "$(dirname "$0")/../.."
SCREENSHOTS="$PWD/tests/AgentsPlayground" dotnet run --project tests/BotResponder.Journeys -- --filter-class "*AgentsPlaygroundJourney" "$@"
