using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace BotResponder.Host.Extension;

/// <summary>Finds host names, sign-in names, hashes, addresses and links in a message. Pure. What it finds is only ever offered, never done.</summary>
/// <remarks>Every expression is one that cannot backtrack: time grows with the text alone, whatever stands in it.</remarks>
internal static class MessageTargets
{
    /// <summary>A choice is read by a person: more than so many of one sort are not offered.</summary>
    public const int MostOfASort = 20;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex s_url = Made(@"\b([Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://[^\s<>""'`|\\^{}]+");
    private static readonly Regex s_signIn = Made(@"\b[A-Za-z0-9_][A-Za-z0-9._%+'-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}\b");
    private static readonly Regex s_hash = Made(@"\b([0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})\b");
    private static readonly Regex s_version6 = Made(@"[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static readonly Regex s_version4 = Made(@"\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b");
    private static readonly Regex s_name = Made(@"\b[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9][A-Za-z0-9-]*)*\b");

    /// <returns>Each once, in the order of its sort and place; at most <see cref="MostOfASort"/> of a sort.</returns>
    public static ImmutableArray<FoundTarget> Find(string text)
    {
        text = Defanged.Undo(text);
        var found = ImmutableArray.CreateBuilder<FoundTarget>();
        Take(s_url, TargetSort.Url, Link);
        Take(s_signIn, TargetSort.Account, match => match.Value);
        Take(s_hash, TargetSort.File, match => match.Value.ToLowerInvariant());
        Take(s_version6, TargetSort.Address, match => Stands(match) ? Address(match.Value.TrimEnd('.'), AddressFamily.InterNetworkV6) : null);
        Take(s_version4, TargetSort.Address, match => Address(match.Value, AddressFamily.InterNetwork));
        Take(s_name, TargetSort.Device, match => HostNames.IsLikely(match.Value) ? match.Value : null);
        return [.. found.DistinctBy(target => (target.Sort, target.Text.ToUpperInvariant())).GroupBy(target => target.Sort)
            .OrderBy(sort => sort.Key).SelectMany(sort => sort.Take(MostOfASort))];

        // What was recognised is no part of anything else: the host in a link is no device.
        void Take(Regex shape, TargetSort sort, Func<Match, string?> read) => text = shape.Replace(text, match =>
        {
            if (read(match) is not { } target)
            {
                return match.Value;
            }

            found.Add(new(sort, target));
            return " ";
        });

        bool Stands(Match match) => (match.Index == 0 || !IsWord(text[match.Index - 1]))
            && (match.Index + match.Length >= text.Length || !IsWord(text[match.Index + match.Length]));
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static Regex Made(string pattern) => new(pattern, Linear, TimeSpan.FromSeconds(1));

    /// <summary>A sentence goes on behind a link.</summary>
    private static string? Link(Match match) => match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '\u2026') is { Length: <= 2048 } link && Uri.TryCreate(link, UriKind.Absolute, out _) ? link : null;

    /// <summary>Written in one way only, so that the same address is the same target. Neither "any" nor this very machine is one.</summary>
    private static string? Address(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family && !IPAddress.IsLoopback(address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address.ToString()
            : null;
}
