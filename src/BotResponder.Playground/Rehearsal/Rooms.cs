using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Playground.Rehearsal;

/// <summary>Who can be played, and where each of them talks.</summary>
internal static class Rooms
{
    public static IReadOnlyList<Player> Players { get; } =
    [
        new(Cast.Ann, "Responder", "blue"),
        new(Cast.Bo, "Approver", "plum"),
        new(Cast.Cy, "Approver", "teal"),
        new(Cast.Dee, "Contact at Fabrikam", "rust"),
        new(Cast.Eve, "Trainee, no role", "slate"),
    ];

    /// <summary>The channels of the two customers that this person is in, then the personal chat.</summary>
    public static IReadOnlyList<Room> Of(CastMember person, TeamsWorld teams) =>
    [
        .. new[] { new Room("Contoso SOC", teams.ContosoSoc), new Room("Fabrikam SOC", teams.FabrikamSoc) }
            .Where(room => room.Conversation.Members.Contains(person)),
        new("Personal chat", teams.OpenPersonalChatQuietly(person)),
    ];

    /// <summary>The start has opened every personal chat: this only finds it and tells nobody.</summary>
    private static TeamsConversation OpenPersonalChatQuietly(this TeamsWorld teams, CastMember person) =>
        teams.Conversations.First(conversation => conversation.IsPersonal && conversation.Members.Contains(person));
}

/// <param name="Role">What the bot lets this person do.</param>
/// <param name="Colour">Of the avatar: a class of app.css.</param>
public sealed record Player(CastMember Person, string Role, string Colour)
{
    public string FirstName => Person.Name.Split(' ')[0];

    public string Slug => FirstName.ToLowerInvariant();

    public string Initials => string.Concat(Person.Name.Split(' ').Select(part => part[0]));
}

public sealed record Room(string Name, TeamsConversation Conversation)
{
    public string Slug => Conversation.IsPersonal ? "personal" : Name.ToLowerInvariant().Replace(' ', '-');
}
