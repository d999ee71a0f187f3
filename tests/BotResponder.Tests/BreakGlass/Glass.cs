using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.BreakGlass;

/// <summary>Eyes' people, of whom Bob and Gus may break the glass.</summary>
internal static class Glass
{
    /// <summary>May break the glass, and nothing else.</summary>
    public static readonly Person Gus = Cast.Named("gus");

    /// <summary>His other account, which may break the glass too.</summary>
    public static readonly Person GusToo = Cast.Named("gus-admin");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static House Under(params PolicyRuleEntry[] rules) => Over(Protection(), rules);

    public static House Over(CustomerOptions protection, PolicyRuleEntry[] rules, params IResponseAction[] actions) =>
        new(new WatchedStore(), null, new() { Rules = [.. rules] }, protection, actions);

    public static CustomerOptions Protection(params Person[] without)
    {
        var usual = Eyes.Protection(without);
        var entry = usual.Customers[0];
        foreach (var person in new[] { Cast.Bob, Gus, GusToo }.Except(without))
        {
            entry.BreakGlass.Add(person.Id.ToString());
        }

        usual.LinkedAccounts.Add($"{Gus.Id} = {GusToo.Id}");
        return usual;
    }

    public static Task<Result<Submission>> BreakAsync(this House house, IResponseAction action, Person person, string activity = "glass-1") =>
        house.Submit.RunAsync(HouseSteps.AskOf(action, person, activity) with { BreaksGlass = true }, Token);

    public static async Task<ResponseRequest> BrokenAsync(this House house, IResponseAction action, Person? person = null, string activity = "glass-1") =>
        (await house.BreakAsync(action, person ?? Gus, activity)).Value.Request;

    public static Task<Result<ResponseRequest>> ReviewedAsync(this House house, ResponseRequest request, Person person, bool isRight = true, string? comment = "looked at it", ConversationKey? conversation = null) =>
        house.ReviewGlass.RunAsync(new(request.Id, person, conversation ?? Cast.Channel, "tap"), isRight, comment, Token);

    /// <summary>As a worker would who takes the timer.</summary>
    public static async Task<bool> AlarmAsync(this House house, ResponseRequest request) =>
        await house.SettleAsync((await house.DueAsync(request, WorkKind.Review))!, house.RaiseGlassAlarm.RunAsync);
}
