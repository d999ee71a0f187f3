using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Audit;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Watching;
using BotResponder.Core.Work;
using BotResponder.Storage.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BotResponder.Tests.Samples;

/// <summary>Core, wired as its door does it, over memory. Two houses over one store are two processes.</summary>
internal sealed class House
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public House(params IResponseAction[] actions)
        : this(new WatchedStore(), null, actions)
    {
    }

    public House(IRecordStore records, IWorkQueue? queue, params IResponseAction[] actions)
        : this(records, queue, new(), null, actions)
    {
    }

    /// <param name="protection">Null for the cast's usual roles.</param>
    public House(IRecordStore records, IWorkQueue? queue, PolicyOptions rules, CustomerOptions? protection, params IResponseAction[] actions)
    {
        Records = records;
        Queue = queue ?? new MemoryWorkQueue(Time);
        Keys = new(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(Enumerable.Range(1, 32).Select(each => (byte)each).ToArray()) }));
        Ids = new(Keys);
        var served = Options.Create(protection ?? Cast.Customers);
        Groups = new(served, Time);
        Delegations = new(served, Time);
        Customers = new(served, Ids, Groups, Delegations);
        Chain = new(Keys);
        Trail = new(records);
        Verifier = new(Trail, Chain);
        Ledger = new(records, Queue, Signal, Chain, Time, NullLogger<Ledger>.Instance);
        Outbox = new(records, Queue, Signal, Time);
        ReadGroups = new(Directory.Object, new(Ledger, NullLogger<GroupLedger>.Instance), Groups, served, Time);
        var current = new CurrentCustomers(Customers, ReadGroups, new(records, Delegations));
        Delegate = new(Ledger, current, new(records, Delegations), Options.Create(Approvals));
        Book = new(records, Customers, current);
        var catalog = new ActionCatalog(WithItsUndo(actions));
        LockOut = new(Customers, catalog);
        Register = new(records, catalog);
        var containing = Options.Create(Containing);
        Policy = new(new(Options.Create(rules), catalog, Customers), Customers, new(LockOut, new(Customers, Options.Create(Glass)), new(catalog, Customers, containing)), Options.Create(Approvals));
        Submit = new(Ledger, current, Ids, Policy, NullLogger<SubmitRequest>.Instance);
        Simulate = new(Trail, catalog, Customers, Time);
        Review = new(Ledger, current, Delegations, NullLogger<ReviewRequest>.Instance);
        ReviewGlass = new(Ledger, current, NullLogger<ReviewGlass>.Instance);
        RaiseGlassAlarm = new(Ledger, Book, Time);
        Withdraw = new(Ledger, Customers, NullLogger<WithdrawRequest>.Instance);
        HandBack = new(Ledger, current, NullLogger<HandBackTask>.Instance);
        Expire = new(Ledger);
        AskAgain = new(Ledger);
        Lanes = new(Ledger, Book);
        WatchBook = new(records, catalog, Options.Create(Watching));
        Steps = new(Ledger, LockOut, WatchBook, Register, NullLogger<OperationSteps>.Instance);
        Dispatch = new(Book, catalog, Steps, Options.Create(Dispatching), Time);
        Poll = new(Book, catalog, Steps, Options.Create(Dispatching));
        Watch = new(Book, catalog, WatchBook, new(Ledger, WatchBook), new(Options.Create(Watching), Time));
        Leases = new(Ledger, Book, new(Ledger, catalog, Ids, new(Register), Options.Create(Dispatching)), containing, Time);
        Extend = new(Ledger, Book, Customers, containing, Time);
        Posting = new(Ledger, Register, containing, Time);
    }

    /// <summary>A catalog wants to know what undoes an action.</summary>
    private static IEnumerable<IResponseAction> WithItsUndo(IResponseAction[] actions) => actions is [var single] && single.Descriptor.UndoneBy is not null
        ? [single, Isolation.Action(Isolation.ReleaseDescriptor).Object]
        : actions;

    public FakeTimeProvider Time { get; } = new(Morning);

    public WorkSignal Signal { get; } = new();

    public ApprovalOptions Approvals { get; } = new();

    public GlassOptions Glass { get; } = new();

    public DispatchOptions Dispatching { get; } = new() { MostTries = 5 };

    public IRecordStore Records { get; }

    public WatchedStore Watched => (WatchedStore)Records;

    public IWorkQueue Queue { get; }

    public LedgerKeys Keys { get; }

    public RequestIds Ids { get; }

    /// <summary>Where groups are read; a house without groups never asks.</summary>
    public Mock<IGroupDirectory> Directory { get; } = new(MockBehavior.Strict);

    public RoleGroups Groups { get; }

    public ReadGroups ReadGroups { get; }

    public StandingDelegations Delegations { get; }

    public DelegateApprovals Delegate { get; }

    public CustomerDirectory Customers { get; }

    public AuditChain Chain { get; }

    public AuditTrail Trail { get; }

    public AuditVerifier Verifier { get; }

    public Ledger Ledger { get; }

    public Outbox Outbox { get; }

    public RequestBook Book { get; }

    public RequestPolicy Policy { get; }

    public LockOut LockOut { get; }

    public SubmitRequest Submit { get; }

    public SimulatePolicy Simulate { get; }

    public ReviewRequest Review { get; }

    public ReviewGlass ReviewGlass { get; }

    public RaiseGlassAlarm RaiseGlassAlarm { get; }

    public WithdrawRequest Withdraw { get; }

    public HandBackTask HandBack { get; }

    public ExpireRequest Expire { get; }

    public AskAgain AskAgain { get; }

    public MoveLanes Lanes { get; }

    public OperationSteps Steps { get; }

    public DispatchOperation Dispatch { get; }

    public PollOperation Poll { get; }

    public WatchOptions Watching { get; } = new();

    public WatchBook WatchBook { get; }

    public WatchContainment Watch { get; }

    public ContainmentOptions Containing { get; } = new();

    public ContainmentRegister Register { get; }

    public WatchLease Leases { get; }

    public ExtendContainment Extend { get; }

    public PostContained Posting { get; }
}
