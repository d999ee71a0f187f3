using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.People;

/// <summary>What the bot believes about people, and for how long.</summary>
public sealed class PeopleOptions
{
    public const string Section = "People";

    /// <summary>How long what Teams said about a member (home tenant, guest or not) is believed before it is asked again. Default 1 hour; 1 minute to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan MemberAge { get; init; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class PeopleOptionsValidator : IValidateOptions<PeopleOptions>;
