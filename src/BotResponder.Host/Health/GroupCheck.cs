using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Health;

/// <summary>Whether the groups that hold roles can be read, and whether anybody is in them.</summary>
internal sealed class GroupCheck(CustomerDirectory customers, IGroupDirectory directory, IOptions<CustomerOptions> options)
{
    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        List<CheckLine> lines = [];
        foreach (var group in customers.All.SelectMany(customer => customer.Groups).Select(held => held.Group).Distinct())
        {
            var what = $"group {group}";
            var listed = await directory.ListMembersAsync(group, options.Value.MostInGroup, cancellationToken);
            lines.Add(listed.TryGetValue(out var members, out var problem)
                ? members.IsEmpty
                    ? CheckLine.Warning(what, "Nobody is in it, so it makes nobody anything.")
                    : CheckLine.Ok(what, string.Create(CultureInfo.InvariantCulture, $"{members.Length} members hold a role through it."))
                : CheckLine.Failed(what, $"It cannot be read, so it makes nobody anything. {problem.Sentence} The bot needs GroupMember.Read.All in that tenant."));
        }

        return lines;
    }
}
