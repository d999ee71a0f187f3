namespace BotResponder.Playground;

/// <summary>What the console says once everything runs.</summary>
internal static class Greeting
{
    public static string For(Uri address) => $"""

          BotResponder Playground: {address}

          1. As Ann, in the Contoso SOC channel, send: isolate WS-042 because ransomware beacon
          2. Switch to Bo, open his Personal chat and approve the card there.
          3. Watch the card, the Audit tab and the Tenant tab; then press Undo.

          Everything is pretend and starts anew each time: the store of the last rehearsal has been deleted.
          Ctrl+C stops it.

        """;
}
