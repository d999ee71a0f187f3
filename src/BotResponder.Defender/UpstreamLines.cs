using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender;

/// <summary>Where calls to Microsoft are held back at this moment; for whoever runs the bot.</summary>
public sealed class UpstreamLines
{
    private readonly CallGate _gate;

    internal UpstreamLines(CallGate gate) => _gate = gate;

    /// <summary>Only what is not flowing freely; empty on a quiet day. Cheap.</summary>
    public ImmutableArray<UpstreamLine> Read() => _gate.Lines();
}

/// <param name="Service"><c>Defender</c> or <c>Microsoft Graph</c>.</param>
/// <param name="Call">What is called there, in words: <c>to list devices</c>.</param>
/// <param name="Waiting">Calls in line.</param>
/// <param name="NextFree">How long until one more may leave; zero when at once.</param>
/// <param name="IsDown">The service failed in this tenant so often that the bot only tries now and then.</param>
public sealed record UpstreamLine(CustomerId Customer, string Service, string Call, int Waiting, TimeSpan NextFree, bool IsDown);
