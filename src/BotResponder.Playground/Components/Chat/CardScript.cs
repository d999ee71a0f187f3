using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace BotResponder.Playground.Components.Chat;

/// <summary>cards.js in this browser; loaded when the first card is drawn.</summary>
public sealed class CardScript(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    internal async Task DrawAsync(ElementReference place, string card, DotNetObjectReference<CardView> view, string person) =>
        await (await ModuleAsync()).InvokeVoidAsync("draw", place, card, view, person);

    /// <summary>Keeps the newest message in view while the reader is at the end.</summary>
    internal async Task FollowAsync(ElementReference messages) => await (await ModuleAsync()).InvokeVoidAsync("follow", messages);

    internal async Task ToEndAsync() => await (await ModuleAsync()).InvokeVoidAsync("toEnd");

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await (await _module).DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser went first, and the module with it.
        }
    }

    private Task<IJSObjectReference> ModuleAsync() => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./cards.js").AsTask();
}
