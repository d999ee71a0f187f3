using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Approvals;

/// <summary>How approvals are asked for.</summary>
public sealed class ApprovalOptions
{
    public const string Section = "Approvals";

    /// <summary>How long a request may wait for approvers. Default 30 minutes; 1 minute to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Expiry { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The share of a request's waiting time after which those who have not answered are reminded, once. Default 0.6; 0 (never) to 0.95.</summary>
    [Range(0, 0.95)]
    public double RemindAfter { get; init; } = 0.6;

    /// <summary>For how long an approver may delegate her right at most. Default 7 days; 1 hour to 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan LongestDelegation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many targets one request may have, under one approval. Default 300; 1 to 300, so that all of them fit in one record.</summary>
    [Range(1, 300)]
    public int MostTargets { get; init; } = 300;

    /// <summary>How many requests of one person may wait for approval at a time, for each customer. Default 50; 1 to 500.</summary>
    [Range(1, 500)]
    public int MostPending { get; init; } = 50;
}

[OptionsValidator]
public sealed partial class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>;
