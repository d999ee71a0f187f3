using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Host.Chat;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Extension;

/// <summary>Looks for devices, accounts, alerts and requests of the caller's customers. Reads only; what is found is a card without buttons.</summary>
internal sealed class ExtensionSearch(TargetSearch targets, RequestBook requests, RequestCards cards, TimeProvider time)
{
    private const int MostResults = 25;
    private const int MostOpen = 200;

    /// <summary>Every customer is one more call for every letter typed.</summary>
    private const int MostCustomers = 5;

    public Task<InvokeAnswer> AnswerAsync(ExtensionCaller caller, ExtensionQuery query, CancellationToken cancellationToken) => query.CommandId switch
    {
        ExtensionCommands.Devices => TargetsAsync(caller.Customers, Searched.Devices, query.Words, cancellationToken),
        ExtensionCommands.Accounts => TargetsAsync(caller.Customers, Searched.Accounts, query.Words, cancellationToken),
        ExtensionCommands.Alerts => TargetsAsync(caller.Customers, Searched.Alerts, query.Words, cancellationToken),
        ExtensionCommands.Requests => RequestsAsync(caller.Customers, query.Words, cancellationToken),
        _ => Task.FromResult<InvokeAnswer>(new InvokeAnswer.NotImplemented()),
    };

    private async Task<InvokeAnswer> TargetsAsync(ImmutableArray<Customer> customers, Searched kind, string words, CancellationToken cancellationToken)
    {
        if (words.Length == 0 && kind.NeedsWords is { } needsWords)
        {
            return new InvokeAnswer.ExtensionNote(needsWords);
        }

        if (customers.Length > MostCustomers)
        {
            return new InvokeAnswer.ExtensionNote(CardText.Ours($"You work for {customers.Length} customers: search in a channel of the one you mean."));
        }

        var found = await Task.WhenAll(customers.Select(customer => FindAsync(customer, kind.Dataset, words, cancellationToken)));
        var results = found.SelectMany(each => each.Results).Take(MostResults).ToList();
        return results.Count > 0 ? new InvokeAnswer.ExtensionResults(results)
            : found.Select(each => each.Problem).OfType<Problem>().FirstOrDefault() is { } problem ? new InvokeAnswer.ExtensionNote(ExtensionAnswer.Say(problem))
            : new InvokeAnswer.ExtensionNote(kind.None(CardText.Theirs(words, 80)));
    }

    private async Task<(IEnumerable<ExtensionResult> Results, Problem? Problem)> FindAsync(Customer customer, string dataset, string words, CancellationToken cancellationToken) =>
        (await targets.FindAsync(customer, dataset, words, MostResults, cancellationToken)).TryGetValue(out var found, out var problem)
            ? (found.Select(each => FoundCards.Target(each, customer.Name, time.GetUtcNow())), null)
            : ([], problem);

    private async Task<InvokeAnswer> RequestsAsync(ImmutableArray<Customer> customers, string words, CancellationToken cancellationToken)
    {
        var open = await Task.WhenAll(customers.Select(async customer =>
            (customer.Name, Requests: await requests.OpenAsync(customer.Id, MostOpen, cancellationToken))));
        var results = open.SelectMany(each => each.Requests.Where(request => Fits(request, words)).Select(request => (each.Name, Request: request)))
            .OrderByDescending(each => each.Request.CreatedAt).Take(MostResults)
            .Select(each => FoundCards.Request(each.Request, cards.TitleOf(each.Request.Action), each.Name, time.GetUtcNow())).ToList();
        return results.Count > 0 ? new InvokeAnswer.ExtensionResults(results)
            : words.Length == 0 ? new InvokeAnswer.ExtensionNote(CardText.Ours("Nothing is open."))
            : new InvokeAnswer.ExtensionNote(CardText.Ours($"No open request is about {CardText.Theirs(words, 80)}."));
    }

    private bool Fits(ResponseRequest request, string words) => words.Length == 0
        || new[] { request.Code.Value, request.Requester.Name, cards.TitleOf(request.Action) }.Concat(request.Operations.Select(operation => operation.Target.Name))
            .Any(text => text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
