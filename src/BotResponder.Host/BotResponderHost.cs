using BotResponder.Core;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Watching;
using BotResponder.Defender;
using BotResponder.Host.Cards;
using BotResponder.Host.Chat;
using BotResponder.Host.Extension;
using BotResponder.Host.Health;
using BotResponder.Host.Inbox;
using BotResponder.Host.People;
using BotResponder.Host.Settings;
using BotResponder.Host.Workers;
using BotResponder.Storage;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Connector;
using BotResponder.Teams.Hosting;
using Microsoft.Extensions.Options;

namespace BotResponder.Host;

/// <summary>The whole bot, for whoever runs a process around it.</summary>
public static class BotResponderHost
{
    /// <summary>Adds every room. All settings come from the configuration and are checked when the application starts.</summary>
    public static WebApplicationBuilder AddBotResponder(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddOptions<LedgerOptions>().Bind(configuration.GetSection(LedgerOptions.Section)).ValidateOnStart();
        // A misspelt limit would make a scope wider than it was meant, a misspelt condition a rule: what is not known stops the start.
        // These two are read again by SettingsWatch: bound here they would throw into whatever reloads the configuration.
        services.AddOptions<CustomerOptions>().Configure(options => configuration.GetSection(CustomerOptions.Section).Bind(options, SettingsReader.Strict)).ValidateOnStart();
        services.AddOptions<ApprovalOptions>().Bind(configuration.GetSection(ApprovalOptions.Section)).ValidateOnStart();
        services.AddOptions<ContainmentOptions>().Bind(configuration.GetSection(ContainmentOptions.Section)).ValidateOnStart();
        services.AddOptions<PolicyOptions>().Configure(options => configuration.GetSection(PolicyOptions.Section).Bind(options, SettingsReader.Strict)).ValidateOnStart();
        services.AddOptions<GlassOptions>().Bind(configuration.GetSection(GlassOptions.Section)).ValidateOnStart();
        services.AddOptions<WorkOptions>().Bind(configuration.GetSection(WorkOptions.Section)).ValidateOnStart();
        services.AddOptions<PeopleOptions>().Bind(configuration.GetSection(PeopleOptions.Section)).ValidateOnStart();
        services.AddOptions<DispatchOptions>().Bind(configuration.GetSection(DispatchOptions.Section)).ValidateOnStart();
        services.AddOptions<WatchOptions>().Bind(configuration.GetSection(WatchOptions.Section)).ValidateOnStart();
        services.AddCore();
        services.AddDefender();
        services.AddStorage(builder.Environment.ContentRootPath, options => options.Bind(configuration.GetSection(StorageOptions.Section)));
        services.AddTeams(configuration.GetSection(TeamsOptions.Section));
        AddChat(services);
        AddExtension(services);
        AddCards(services);
        AddWork(services);
        return builder;
    }

    /// <summary>Maps what Teams posts to, and the health checks.</summary>
    public static WebApplication MapBotResponder(this WebApplication app)
    {
        app.MapTeams();
        app.MapHealth();
        return app;
    }

    private static void AddChat(IServiceCollection services)
    {
        AddPeople(services);
        services.AddSingleton<ActivityInbox>();
        // Resolved late: turns themselves put activities into the inbox.
        services.AddSingleton<TurnHandler>(static provider => async (activity, token) =>
        {
            if (await provider.GetRequiredService<MutedChats>().HearAsync(activity, token) is { } since && Speakers.ConversationOf(activity) is { } conversation)
            {
                await provider.GetRequiredService<StaleCards>().RedrawAsync(conversation, since, token);
            }

            await provider.GetRequiredService<HeardTurn>().RunAsync(activity, token);
        });
        services.AddSingleton<TurnRunner>().AddSingleton<TurnRun>().AddSingleton<TurnParking>().AddSingleton<InboxSweep>();
        services.AddSingleton<ChatRooms>().AddSingleton<CustomerChoice>().AddSingleton<ChatReplies>().AddSingleton<ChatVocabulary>().AddSingleton<CodeGuesses>().AddSingleton<RequestLookup>();
        services.AddSingleton<ChatTurn>().AddSingleton<MessageTurn>().AddSingleton<CommandTurn>().AddSingleton<ActionTurn>().AddSingleton<TypedAction>().AddSingleton<InvokeTurn>();
        services.AddSingleton<EventTurn>().AddSingleton<RosterMeeting>().AddSingleton<InstallTurn>().AddSingleton<WelcomeTurn>().AddSingleton<EditTurn>().AddSingleton<TeamBook>().AddSingleton<DeviceViews>();
        services.AddSingleton<DialogBook>().AddSingleton<DialogTurn>().AddSingleton<TapTurn>().AddSingleton<UndoTurn>();
        services.AddSingleton<CardTapAnswer>().AddSingleton<RequestVerdicts>().AddSingleton<DecidingTaps>().AddSingleton<RequestViewing>().AddSingleton<LaterTaps>().AddSingleton<TargetSearch>().AddSingleton<SearchTurn>();
        services.AddSingleton<BotActivities>().AddSingleton<InvokeAnswers>();
        foreach (var type in typeof(IChatCommand).Assembly.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IChatCommand)))
            {
                services.AddSingleton(typeof(IChatCommand), type);
            }
        }
    }

    private static void AddCards(IServiceCollection services)
    {
        services.AddSingleton<StaleCards>().AddSingleton<MutedChats>().AddSingleton<IMutedConversations>(static provider => provider.GetRequiredService<MutedChats>());
        services.AddSingleton<RequestCards>().AddSingleton<ContainedPages>().AddSingleton<CardAudiences>().AddSingleton<CardPlaces>().AddSingleton<SentCardBook>().AddSingleton<CardRefresher>().AddSingleton<CardAdoption>();
    }

    private static void AddExtension(IServiceCollection services) => services
        .AddSingleton<ExtensionRoom>().AddSingleton<ExtensionAnswer>().AddSingleton<ExtensionSearch>()
        .AddSingleton<RespondDialog>().AddSingleton<RespondPlaces>().AddSingleton<RespondTurn>();

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<PeopleOptions>, PeopleOptionsValidator>();
        services.AddSingleton<ChatBook>().AddSingleton<StoredReferences>().AddSingleton<Roster>().AddSingleton<SpeakerGate>().AddSingleton<HeardTurn>();
        services.AddSingleton<Strangers>().AddSingleton<Outsiders>();
        services.AddSingleton<IActivityHandler>(static provider => ActivatorUtilities.CreateInstance<FrontDoor>(provider, provider.GetRequiredService<BotActivities>()));
    }

    private static void AddWork(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WorkOptions>, WorkOptionsValidator>();
        services.AddSingleton<WorkDesk>().AddSingleton<WorkRunner>().AddSingleton<LeaseKeeper>().AddSingleton<RowTurns>().AddSingleton<WorkClock>();
        services.AddSingleton<WorkDispatcher>().AddSingleton<RequestTimers>().AddSingleton<ApprovalTimer>().AddSingleton<RequestNews>().AddSingleton<WorkAlarm>().AddSingleton<Announcements>().AddSingleton<GlassNews>().AddSingleton<ApproverNews>().AddSingleton<ThreadNews>().AddSingleton<LeaseNews>().AddSingleton<ContainedNews>();
        services.AddSingleton<WorkHandler>(static provider => provider.GetRequiredService<WorkDispatcher>().RunAsync);
        services.AddSingleton<WorkParking>().AddSingleton<OutboxSweep>();
        services.AddSingleton<ParkedList>().AddSingleton<ParkedCount>();
        services.AddSingleton<SettingsReader>().AddSingleton<TakeSettings>();
        services.AddHostedService<StartUp>();
        services.AddHostedService<SettingsWatch>();
        services.AddHostedService<DelegationWatch>();
        services.AddHostedService<GroupWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<TurnRunner>());
        services.AddHostedService<WorkLoop>();
        services.AddHostedService<OutboxSweeper>();
        services.AddHostedService<ContainedWatch>();
        services.AddHostedService<InboxSweeper>();
    }
}
