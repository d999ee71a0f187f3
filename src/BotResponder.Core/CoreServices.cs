using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Audit;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Watching;
using BotResponder.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotResponder.Core;

/// <summary>The room's door.</summary>
public static class CoreServices
{
    /// <summary>Adds what decides. The caller brings a record store, a work queue, the response actions and the bound options.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<ApprovalOptions>, ApprovalOptionsValidator>();
        services.AddSingleton<IValidateOptions<ContainmentOptions>, ContainmentOptionsValidator>();
        services.AddSingleton<IValidateOptions<GlassOptions>, GlassOptionsValidator>();
        services.AddSingleton<IValidateOptions<CustomerOptions>, CustomerOptionsValidator>();
        services.AddSingleton<IValidateOptions<DispatchOptions>, DispatchOptionsValidator>();
        services.AddSingleton<IValidateOptions<PolicyOptions>, PolicyOptionsValidator>();
        services.AddSingleton<IValidateOptions<WatchOptions>, WatchOptionsValidator>();
        services.AddSingleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>();
        return services
            .AddSingleton<LedgerKeys>()
            .AddSingleton<RequestIds>()
            .AddSingleton<RoleGroups>()
            .AddSingleton<StandingDelegations>()
            .AddSingleton<ReadDelegations>()
            .AddSingleton<DelegateApprovals>()
            .AddSingleton<CustomerDirectory>()
            .AddSingleton<CustomerLimits>()
            .AddSingleton<GroupLedger>()
            .AddSingleton<ReadGroups>()
            .AddSingleton<CurrentCustomers>()
            .AddSingleton<PolicyBook>()
            .AddSingleton<NoteSettings>()
            .AddSingleton<GlassUses>()
            .AddSingleton<RequestGuards>()
            .AddSingleton<RequestPolicy>()
            .AddSingleton<LockOut>()
            .AddSingleton<WorkSignal>()
            .AddSingleton<Outbox>()
            .AddSingleton<ParkedWork>()
            .AddSingleton<ParkWork>()
            .AddSingleton<UnparkWork>()
            .AddSingleton<Ledger>()
            .AddSingleton<AuditChain>()
            .AddSingleton<AuditTrail>()
            .AddSingleton<AuditVerifier>()
            .AddSingleton<RequestBook>()
            .AddSingleton<SubmitRequest>()
            .AddSingleton<AskPolicy>()
            .AddSingleton<SimulatePolicy>()
            .AddSingleton<ReviewRequest>()
            .AddSingleton<ReviewGlass>()
            .AddSingleton<RaiseGlassAlarm>()
            .AddSingleton<WithdrawRequest>()
            .AddSingleton<HandBackTask>()
            .AddSingleton<ExpireRequest>()
            .AddSingleton<AskAgain>()
            .AddSingleton<NoteMessageChange>()
            .AddSingleton<MoveLanes>()
            .AddSingleton<ContainmentRegister>()
            .AddSingleton<ContainmentRules>()
            .AddSingleton<LeaseTargets>()
            .AddSingleton<EndLease>()
            .AddSingleton<WatchLease>()
            .AddSingleton<PostContained>()
            .AddSingleton<ExtendContainment>()
            .AddSingleton<IResponseAction>(static provider => new ExtendContainmentAction(new(provider.GetRequiredService<ExtendContainment>)))
            .AddSingleton<WatchBook>()
            .AddSingleton<WatchClock>()
            .AddSingleton<NoteUndoneOutside>()
            .AddSingleton<WatchContainment>()
            .AddSingleton<OperationSteps>()
            .AddSingleton<DispatchOperation>()
            .AddSingleton<PollOperation>();
    }
}
