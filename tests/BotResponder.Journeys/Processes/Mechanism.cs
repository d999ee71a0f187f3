using System.Reflection;
using BotResponder.Core.Actions;
using BotResponder.Core.Records;
using BotResponder.Core.Results;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys.Processes;

/// <summary>What keeps a promise of the bot, and can be taken out of a child bot to see that the proof notices. The product has no such switch.</summary>
public enum Mechanism
{
    None,

    /// <summary>What Teams was told is taken stands in the store.</summary>
    DurableInbox,

    /// <summary>A wake-up that got lost in a crash is sent again from the outbox.</summary>
    OutboxSweeper,

    /// <summary>That a call is about to leave is durable before it leaves.</summary>
    WriteAhead,

    /// <summary>A call that may have left is looked for before another one is made.</summary>
    LookingForOwnCall,

    /// <summary>Commits hold only when what was read still holds.</summary>
    ConditionalCommits,
}

/// <summary>Takes a mechanism out.</summary>
internal static class MechanismSwitch
{
    public static void TakeOut(this IServiceCollection services, Mechanism mechanism)
    {
        switch (mechanism)
        {
            case Mechanism.DurableInbox:
                services.Decorate<IRecordStore>((records, _) => new ForgetfulInbox(records));
                break;
            case Mechanism.OutboxSweeper:
                services.Remove(services.Single(service => service.ImplementationType == typeof(Host.Workers.OutboxSweeper)));
                break;
            case Mechanism.WriteAhead:
                services.Decorate<IRecordStore>((records, _) => new WriteBehind(records));
                break;
            case Mechanism.LookingForOwnCall:
                services.Decorate<IResponseAction>((action, _) => NeverFound.Around(action));
                break;
            case Mechanism.ConditionalCommits:
                services.Decorate<IRecordStore>((records, _) => new Unconditional(records));
                break;
            default:
                break;
        }
    }

    /// <summary>Puts something around every registration of a service.</summary>
    public static void Decorate<T>(this IServiceCollection services, Func<T, IServiceProvider, T> wrap)
        where T : class
    {
        foreach (var service in services.Where(service => service.ServiceType == typeof(T)).ToList())
        {
            services[services.IndexOf(service)] = ServiceDescriptor.Singleton(provider => wrap((T)Make(service, provider), provider));
        }
    }

    private static object Make(ServiceDescriptor service, IServiceProvider provider) => service switch
    {
        { ImplementationFactory: { } factory } => factory(provider),
        { ImplementationType: { } type } => ActivatorUtilities.CreateInstance(provider, type),
        _ => service.ImplementationInstance!,
    };

    /// <summary>An action that never finds what it started. A proxy, because everything else of the action stays as it is.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it.
    private class NeverFound : DispatchProxy
#pragma warning restore CA1852
    {
        private IResponseAction? _action;

        public static IResponseAction Around(IResponseAction action)
        {
            var proxy = Create<IResponseAction, NeverFound>();
            ((NeverFound)(object)proxy)._action = action;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IResponseAction.FindOwnAsync)
            ? Task.FromResult<Result<AdoptedReceipt>>(new AdoptedReceipt(null))
            : targetMethod.Invoke(_action, args);
    }
}
