namespace BotResponder.Core.People;

/// <summary>Who somebody is: the Entra tenant and the object id in it, both from the authenticated activity. A name is never an identity.</summary>
public readonly record struct PersonId(string Tenant, string ObjectId)
{
    /// <summary>The bot itself, for what a timer or a worker does.</summary>
    public static PersonId Bot { get; } = new("-", "bot");

    public override string ToString() => $"{Tenant}/{ObjectId}";
}

/// <summary>A person as the bot speaks of her.</summary>
/// <param name="Name">Decoration, from Teams. Other people's text: it proves nothing and is escaped wherever it is shown.</param>
public sealed record Person(PersonId Id, string Name);
