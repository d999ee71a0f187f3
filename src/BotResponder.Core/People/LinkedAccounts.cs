using System.Collections.Immutable;

namespace BotResponder.Core.People;

/// <summary>Accounts that are one human being's: her administrator twin, her guest account, her old tenant's. Whoever is linked counts as one.</summary>
public sealed class LinkedAccounts
{
    private readonly ImmutableDictionary<PersonId, ImmutableHashSet<PersonId>> _groups;

    /// <exception cref="ArgumentException">An account stands in two groups: whether those are one person is not to be guessed.</exception>
    public LinkedAccounts(IEnumerable<IReadOnlyCollection<PersonId>> groups)
    {
        var linked = ImmutableDictionary.CreateBuilder<PersonId, ImmutableHashSet<PersonId>>();
        foreach (var group in groups)
        {
            var together = group.ToImmutableHashSet();
            foreach (var account in together)
            {
                if (!linked.TryAdd(account, together))
                {
                    throw new ArgumentException($"the account {account} stands in two groups. Write all accounts of one person into one.", nameof(groups));
                }
            }
        }

        _groups = linked.ToImmutable();
    }

    public static LinkedAccounts None { get; } = new([]);

    /// <summary>All accounts of the human being behind one, itself included.</summary>
    public IEnumerable<PersonId> Of(PersonId account) => _groups.TryGetValue(account, out var group) ? group : [account];

    public bool AreOne(PersonId one, PersonId other) => one == other || (_groups.TryGetValue(one, out var group) && group.Contains(other));
}
