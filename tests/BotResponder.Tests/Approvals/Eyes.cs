using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Approvals;

/// <summary>Contoso with approvers of both sides, a senior one, an auditor, and people with several accounts.</summary>
internal static class Eyes
{
    /// <summary>Contoso's own approver.</summary>
    public static readonly Person Kim = OfContoso("kim");

    /// <summary>Contoso's senior approver.</summary>
    public static readonly Person Sue = OfContoso("sue");

    /// <summary>May only read.</summary>
    public static readonly Person Aud = Cast.Named("aud");

    /// <summary>Cid's other account, which may approve too.</summary>
    public static readonly Person CidToo = Cast.Named("cid-admin");

    /// <summary>Ann's other account, which may approve.</summary>
    public static readonly Person AnnToo = Cast.Named("ann-admin");

    /// <summary>One approver of the provider and one of the customer.</summary>
    public static PolicyRuleEntry BothSides => new() { Name = "both sides", Effect = RuleKind.NeedsApproval, FromProvider = 1, FromCustomer = 1 };

    public static CustomerOptions Protection(params Person[] without) => new()
    {
        LinkedAccounts = { $"{Cast.Cid.Id} = {CidToo.Id}", $"{Cast.Ann.Id} = {AnnToo.Id}", $"{Cast.Dee.Id}={OfContoso("dee-guest").Id}" },
        Customers =
        {
            new CustomerEntry
            {
                TenantId = Cast.Contoso.Tenant,
                Name = "Contoso",
                Channels = { Cast.Channel.Value },
                Responders = { Cast.Ann.Id.ToString(), Cast.Bob.Id.ToString() },
                Approvers = [.. new[] { Cast.Bob, Cast.Cid, Cast.Dee, CidToo, AnnToo, Kim }.Except(without).Select(person => person.Id.ToString())],
                SeniorApprovers = { Sue.Id.ToString() },
                Auditors = { Aud.Id.ToString() },
            },
        },
    };

    public static House Under(params PolicyRuleEntry[] rules) => Over(new WatchedStore(), null, Protection(), rules);

    /// <summary>The same store with other roles: a restart.</summary>
    public static House Over(IRecordStore records, IWorkQueue? queue, CustomerOptions protection, PolicyRuleEntry[] rules, params IResponseAction[] actions) =>
        new(records, queue, new() { Rules = [.. rules] }, protection, actions);

    public static Person OfContoso(string name) => new(new(Cast.Contoso.Tenant, $"{name}-object-id"), name);
}
