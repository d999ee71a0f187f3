using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using Microsoft.Extensions.DependencyInjection;
using static BotResponder.Tests.Defender.PretendMicrosoft;
using CustomerId = BotResponder.Core.Customers.CustomerId;

namespace BotResponder.Tests.Defender;

/// <summary>What every answer of Defender's means for each response action, and that a write leaves once.</summary>
public sealed class EveryActionOutcomeTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    private IEnumerable<IResponseAction> Actions => _microsoft.Get<ActionCatalog>().All;

    /// <summary>Those that make a call.</summary>
    private IEnumerable<IResponseAction> Callers => Actions.Where(action => !Samples.IsGuided(action));

    private IEnumerable<IResponseAction> DeviceActions => Actions.Where(action => action.Descriptor.TargetKind == "device");

    private IEnumerable<IResponseAction> AccountActions => Actions.Where(action => action.Descriptor.TargetKind == "account");

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Execute_TargetIdOfAnotherShape_SendsNothing()
    {
        foreach (var action in Actions)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => ExecuteAsync(action, target: "../alerts"));
            var status = await action.ReadStatusAsync(Customer, new("../machines"), TestContext.Current.CancellationToken);

            Assert.IsType<Problem.NotFound>(status.Problem);
        }

        Assert.Empty(_microsoft.Requests);
    }

    [Fact]
    public Task Execute_Throttled_SaysHowLong() => OutcomeAsync(
        Json(HttpStatusCode.TooManyRequests, Error("TooManyRequests", "slow"), retryAfter: 17),
        problem => Assert.Equal(TimeSpan.FromSeconds(17), Assert.IsType<Problem.Throttled>(problem).RetryAfter));

    [Fact]
    public Task Execute_NotFound_IsFinal() => OutcomeAsync(
        Json(HttpStatusCode.NotFound, Error("ResourceNotFound", "no")), problem => Assert.IsType<Problem.NotFound>(problem));

    [Fact]
    public Task Execute_Forbidden_IsRefused() => OutcomeAsync(
        Json(HttpStatusCode.Forbidden, Error("Forbidden", "required application permissions (Machine.Isolate)")),
        problem => Assert.Contains("Machine.Isolate", Assert.IsType<Problem.Refused>(problem).Sentence, StringComparison.Ordinal));

    [Fact]
    public Task Execute_UnavailableWithRetryAfter_IsUncertainAndSentOnce() => OutcomeAsync(
        Json(HttpStatusCode.ServiceUnavailable, "", retryAfter: 1), problem => Assert.IsType<Problem.Uncertain>(problem));

    [Fact]
    public Task Execute_CutConnection_IsUncertainAndSentOnce() => OutcomeAsync(Cut(), problem => Assert.IsType<Problem.Uncertain>(problem));

    [Fact]
    public Task Execute_NoAnswer_IsUncertainAndSentOnce()
    {
        _microsoft.Settings["Defender:CallTimeout"] = "00:00:01";
        return OutcomeAsync(Hang(), problem => Assert.IsType<Problem.Uncertain>(problem));
    }

    [Fact]
    public Task Execute_AnswerThatStopsInTheMiddle_IsUncertainAndSentOnce()
    {
        _microsoft.Settings["Defender:CallTimeout"] = "00:00:01";
        return OutcomeAsync(
            async context =>
            {
                context.Response.StatusCode = (int)HttpStatusCode.Created;
                context.Response.ContentLength = 1000;
                await context.Response.StartAsync(context.RequestAborted);
                await Hang()(context);
            },
            problem => Assert.IsType<Problem.Uncertain>(problem));
    }

    [Fact]
    public async Task Execute_WhileTheBotIsBeingStopped_IsAProblemAndNoException()
    {
        var (action, account) = (DeviceActions.First(), AccountActions.First());
        _microsoft.On(Samples.Wire(action).Route, HttpStatusCode.Created, Samples.MachineAction(Samples.Wire(action).Type, Samples.Request));
        Assert.Null((await ExecuteAsync(action)).Problem);

        await ((ServiceProvider)_microsoft.Services).DisposeAsync();

        Assert.IsType<Problem.Uncertain>((await ExecuteAsync(action)).Problem);
        Assert.IsType<Problem.Unavailable>((await ExecuteAsync(account)).Problem);
        Assert.IsType<Problem.Unavailable>((await action.ReadStatusAsync(Customer, new(ActionGuid), TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public async Task Admit_MoreOftenThanAnyLimitAllows_IsThrottledAndCallsNobody()
    {
        _microsoft.Settings["Defender:BackgroundWait"] = "00:00:00";
        foreach (var action in Callers)
        {
            var customer = OwnTenant();
            var admitted = await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => action.AdmitAsync(customer, TestContext.Current.CancellationToken)));

            Assert.Null(admitted[0]);
            Assert.IsType<Problem.Throttled>(admitted[100]);
        }

        Assert.Empty(_microsoft.Requests);
    }

    [Fact]
    public async Task Execute_NoConnection_IsUnavailable()
    {
        _microsoft.Settings["Defender:BaseUrl"] = "https://127.0.0.1:1";
        _microsoft.Settings["Defender:GraphBaseUrl"] = "https://127.0.0.1:1/v1.0";
        foreach (var action in Callers)
        {
            var receipt = await ExecuteAsync(action);

            Assert.IsType<Problem.Unavailable>(receipt.Problem);
        }
    }

    [Fact]
    public Task Execute_UnreadableSuccess_IsUncertain() => OutcomeAsync(
        Json(HttpStatusCode.Created, "<html>"), problem => Assert.IsType<Problem.Uncertain>(problem));

    [Fact]
    public Task Execute_SuccessForAnotherDevice_IsUncertain() => OutcomeAsync(
        Json(HttpStatusCode.Created, Samples.MachineAction("Isolate", "x", device: OtherDevice)), problem => Assert.IsType<Problem.Uncertain>(problem),
        // A machine action is known by its own id, whatever device it is on.
        except: "action.stop");

    [Fact]
    public Task Execute_Redirect_IsNotFollowed() => OutcomeAsync(
        context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.TemporaryRedirect;
            context.Response.Headers.Location = "/api/elsewhere";
            return Task.CompletedTask;
        },
        problem => Assert.IsType<Problem.Uncertain>(problem));

    [Fact]
    public async Task Execute_AlreadyActive_AdoptsOurOwn()
    {
        foreach (var action in Actions.Where(action => Samples.Wire(action).Type != Samples.NoMachineAction))
        {
            var (type, route) = Samples.Wire(action);
            _microsoft.On(route, HttpStatusCode.BadRequest, Error("ActiveRequestAlreadyExists", "Action is already in progress"))
                .On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(Samples.MachineAction(type, Samples.Request + " R-4F7K2 x")));

            var receipt = await ExecuteAsync(action);

            Assert.Equal(ActionGuid, receipt.Value.Id);
        }
    }

    private async Task OutcomeAsync(Func<Microsoft.AspNetCore.Http.HttpContext, Task> answer, Action<Problem?> judge, string? except = null)
    {
        var actions = Callers.Where(action => action.Descriptor.Id.Value != except).ToArray();
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User())
            .On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x"))
            .On("GET /api/indicators", HttpStatusCode.OK, Samples.List(Samples.Indicator()));
        foreach (var action in actions)
        {
            var (_, route) = Samples.Wire(action);
            _microsoft.On(route, answer);

            var receipt = await action.ExecuteAsync(Samples.Order(action) with { Customer = OwnTenant() }, TestContext.Current.CancellationToken);

            judge(receipt.Problem);
        }

        // One write each; before it, which stores an account stands in and what is to be lifted are read once, and a machine action after a refusal.
        Assert.Equal(actions.Length, _microsoft.Writes.Count());
        var reads = _microsoft.Requests.Except(_microsoft.Writes).ToArray();
        Assert.Equal(AccountActions.Count(), reads.Count(request => request.Target.StartsWith("/v1.0/users", StringComparison.Ordinal)));
        Assert.Single(reads, request => request.Target.StartsWith("/api/indicators", StringComparison.Ordinal));
        Assert.InRange(reads.Length - AccountActions.Count(), 1, 2);
    }

    /// <summary>A tenant that nothing was called in yet: what the answer to one action closes must not hold another.</summary>
    private CustomerId OwnTenant()
    {
        _microsoft.TokenTenant = Guid.NewGuid().ToString();
        return new(_microsoft.TokenTenant);
    }

    private static Task<Result<ActionReceipt>> ExecuteAsync(IResponseAction action, string? target = null) =>
        action.ExecuteAsync(Samples.Order(action, target), TestContext.Current.CancellationToken);
}
