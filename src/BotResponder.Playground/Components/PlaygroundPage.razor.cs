using BotResponder.Playground.Rehearsal;
using BotResponder.Simulator.Tenants;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;

namespace BotResponder.Playground.Components;

/// <summary>The page: who plays, where they are, and what stands beside it. Looks at most ten times a second whether something has changed.</summary>
public sealed partial class PlaygroundPage
{
    private const int LooksPerSecond = 10;
    private static readonly string[] Tabs = ["audit", "tenant", "faults"];
    private static readonly (string Pane, string Title)[] Panes = [("people", "People"), ("chat", "Chat"), ("side", "Behind the scenes")];

    private readonly CancellationTokenSource _gone = new();
    private Player _player = Rooms.Players[0];
    private Room _room = null!;
    private Tenant? _tenant;
    private ReadMarks? _marks;
    private Task _looking = Task.CompletedTask;
    private string _tab = "audit";
    private string _pane = "chat";
    private bool _dark;
    private int _version;
    private int _changes;

    public async ValueTask DisposeAsync()
    {
        Simulator.Changed -= Note;
        await _gone.CancelAsync();
        await _looking;
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        _marks = new(Simulator.Teams);
        _room = Rooms.Of(_player.Person, Simulator.Teams)[0];
        _tenant = Simulator.Tenants.Contoso;
        Simulator.Changed += Note;
        _looking = LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _dark = await Js.InvokeAsync<bool>("playgroundTheme.isDark");
            var chosen = await Js.InvokeAsync<bool>("playgroundTheme.isChosen");
            await Themes.SetThemeAsync(!chosen ? ThemeMode.System : _dark ? ThemeMode.Dark : ThemeMode.Light);
            StateHasChanged();
        }
    }

    private static string Title(string tab) => char.ToUpperInvariant(tab[0]) + tab[1..];

    private void Note(object? sender, EventArgs happened) => Interlocked.Exchange(ref _changes, 1);

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LooksPerSecond), Time);
        try
        {
            for (var look = 1; await timer.WaitForNextTickAsync(_gone.Token); look++)
            {
                if (Interlocked.Exchange(ref _changes, 0) == 1 || look % LooksPerSecond == 0)
                {
                    await InvokeAsync(Show);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }

    private void Show()
    {
        _version++;
        _marks!.Read(_player.Person, _room.Conversation);
        StateHasChanged();
    }

    private void Become(Player player)
    {
        var rooms = Rooms.Of(player.Person, Simulator.Teams);
        _player = player;
        Open(rooms.FirstOrDefault(room => room.Slug == _room.Slug) ?? rooms[0]);
        _pane = "people";
    }

    private void Open(Room room)
    {
        _room = room;
        _pane = "chat";
        if (!room.Conversation.IsPersonal)
        {
            _tenant = room.Conversation.TenantId == Simulator.Tenants.Fabrikam.Id ? Simulator.Tenants.Fabrikam : Simulator.Tenants.Contoso;
        }

        Show();
    }

    private async Task MoveTabAsync(KeyboardEventArgs key)
    {
        var step = key.Key switch { "ArrowRight" => 1, "ArrowLeft" => Tabs.Length - 1, _ => 0 };
        if (step != 0)
        {
            _tab = Tabs[(Array.IndexOf(Tabs, _tab) + step) % Tabs.Length];
            await Js.InvokeVoidAsync("playgroundTheme.focus", $"tab-{_tab}");
        }
    }

    private async Task ToggleThemeAsync()
    {
        _dark = await Js.InvokeAsync<bool>("playgroundTheme.toggle");
        await Themes.SetThemeAsync(_dark ? ThemeMode.Dark : ThemeMode.Light);
    }
}
