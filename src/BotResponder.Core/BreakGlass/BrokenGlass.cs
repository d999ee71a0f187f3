using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Approvals;
using BotResponder.Core.People;

namespace BotResponder.Core.BreakGlass;

/// <summary>Somebody broke the glass: the request runs at once, without the approvals that the policy asks for, and others look at it afterwards.</summary>
/// <param name="Reviewers">How many others must. Pinned, like the rest: a later change of the settings does not touch it.</param>
/// <param name="ReviewBy">From then on the alarm goes out, until enough have.</param>
/// <param name="AlarmEvery">How often.</param>
public sealed record BrokenGlass(int Reviewers, DateTimeOffset ReviewBy, TimeSpan AlarmEvery)
{
    /// <summary>What approvals it would have needed; empty when none.</summary>
    public ImmutableArray<ApprovalDemand> SetAside { get; init; } = [];

    public ImmutableArray<GlassVerdict> Verdicts { get; init; } = [];

    [JsonIgnore]
    public bool IsReviewed => Verdicts.Length >= Reviewers;

    /// <summary>For example <c>2 people</c>.</summary>
    [JsonIgnore]
    public string Missing => Reviewers - Verdicts.Length is 1 ? "1 person" : $"{Math.Max(0, Reviewers - Verdicts.Length)} people";
}

/// <summary>What one reviewer says about it afterwards.</summary>
/// <param name="IsRight">False: the glass should not have been broken.</param>
/// <param name="Comment">Other people's text, at most 500 characters; never null when it was not right.</param>
public sealed record GlassVerdict(
    Person Reviewer, bool IsRight, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Comment, DateTimeOffset At);
