using BotResponder.Core.Customers;

namespace BotResponder.Core.Commands;

/// <summary>
/// Finds for which customer a line is: <c>isolate WS-042 for fabrikam because …</c>. It is read before the command's own words are, works with every command and in any
/// place before the reason. Only names of customers of whoever typed are taken, so that a duration (<c>for 8h</c>) and another's customer alike are left to the command. Pure.
/// </summary>
public static class CustomerWord
{
    private const string For = "for";

    private static readonly char[] Around = [',', ';', '.', ':', '?', '!'];

    /// <param name="hers">The customers in whom she holds a role.</param>
    /// <returns>The line without those words, and whom they named; the line itself and null when they name nobody, or two.</returns>
    public static CustomerLine Take(string text, IEnumerable<Customer> hers)
    {
        if (!text.Contains(For, StringComparison.OrdinalIgnoreCase) || !CommandWords.TryRead(text, out var words))
        {
            return new(null, text);
        }

        var known = hers.ToArray();
        var found = Enumerable.Range(1, Math.Max(0, words.Length - 2)).Where(index => Is(words[index], For))
            .SelectMany(index => known.Select(customer => (Customer: customer, From: words[index].Start, To: EndOf(customer.Name, index + 1)))).Where(each => each.To > 0)
            .OrderByDescending(each => each.To - each.From).ToArray();

        // Of "Contoso" and "Contoso Nord", both hers, the longer one is meant when both are there; of two places in the line neither.
        return found.Length > 0 && found.All(each => each.From == found[0].From) && found.Count(each => each.To == found[0].To) == 1
            ? new(found[0].Customer, (text[..found[0].From].TrimEnd() + " " + text[found[0].To..].TrimStart()).Trim())
            : new(null, text);

        int EndOf(string name, int first)
        {
            var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return parts.Length > 0 && first + parts.Length <= words.Length && parts.Index().All(part => Is(words[first + part.Index], part.Item))
                ? words[first + parts.Length - 1].End
                : 0;
        }
    }

    /// <summary>In double quotes a word is a value of the command's.</summary>
    private static bool Is(CommandWord word, string text) => !word.IsQuoted && word.Text.TrimEnd(Around).Equals(text, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Named">Null when the line names nobody.</param>
/// <param name="Text">Without the words that name a customer.</param>
public sealed record CustomerLine(Customer? Named, string Text);
