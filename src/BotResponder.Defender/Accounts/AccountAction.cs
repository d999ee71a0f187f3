using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Accounts;

/// <summary>A response action on one account: what all of them do alike. Left are the descriptor, a change, and what it does to the people concerned.</summary>
internal abstract class AccountAction(AccountChange change, AccountPreview accounts, AccountOperation operation)
    : ResponseAction<AccountParameters>(AccountArgumentJson.Default.AccountParameters)
{
    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) => operation.AdmitAsync(customer, change, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindOwnAsync(order, change, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, change, cancellationToken);

    protected override Result<AccountParameters> BindParameters(CommandArguments arguments) =>
        AccountArgument.Read(arguments).TryGetValue(out var account, out var problem) ? new AccountParameters(account) : problem;

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, AccountParameters parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        await PreviewAsync(customer, parameters, known, [], cancellationToken);

    /// <summary>One after another: what is done to several administrators at once must leave enough others.</summary>
    public override async Task<ImmutableArray<Result<ActionPreview>>> PreviewManyAsync(
        CustomerId customer, ImmutableArray<ActionParameters> parameters, CancellationToken cancellationToken)
    {
        var (previews, together) = (ImmutableArray.CreateBuilder<Result<ActionPreview>>(parameters.Length), ImmutableHashSet<AccountId>.Empty);
        foreach (var each in parameters)
        {
            var read = JsonSerializer.Deserialize(each.Json, AccountArgumentJson.Default.AccountParameters) ?? throw new JsonException("Parameters are null.");
            var preview = await PreviewAsync(customer, read, known: null, together, cancellationToken);
            together = preview.TryGetValue(out var found, out _) && AccountId.TryParse(found.Target.Id, out var id) ? together.Add(id) : together;
            previews.Add(preview);
        }

        return previews.MoveToImmutable();
    }

    private async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, AccountParameters parameters, ActionTarget? known, ImmutableHashSet<AccountId> together, CancellationToken cancellationToken)
    {
        var read = await accounts.FindAsync(customer, Descriptor, parameters.Account, change, known, together, cancellationToken);
        return read.TryGetValue(out var found, out var problem)
            ? found.Preview with { Consequences = ConsequencesFor(found.Account), Warnings = found.Preview.Warnings.AddRange(WarningsFor(found.Account)), IsAlreadySo = IsAlreadySo(found.Account) }
            : problem;
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, AccountParameters parameters, CancellationToken cancellationToken) =>
        operation.ExecuteAsync(order, change, cancellationToken);

    /// <summary>What it breaks or changes for the people who use the account.</summary>
    protected abstract ImmutableArray<string> ConsequencesFor(Account account);

    /// <summary>True when every store that is known says that it is so already.</summary>
    protected virtual bool IsAlreadySo(Account account) => false;

    /// <summary>What is unusual about asking for it now.</summary>
    protected abstract IEnumerable<string> WarningsFor(Account account);
}
