using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Connector;

/// <summary>How the bot speaks to Teams.</summary>
public sealed class ConnectorOptions
{
    public const string Section = "Teams:Connector";

    /// <summary>This process's part of Teams' documented limits: 1 divided by the number of replicas. Default 1; 0.05 to 1000. Above 1 only where
    /// Microsoft has raised them, and against a pretend Teams.</summary>
    [Range(0.05, 1000)]
    public double ShareOfLimits { get; init; } = 1;

    /// <summary>Says what is meant for one person in the conversation itself, where only she sees it (a preview of Teams). Default no: it is said in her own chat.</summary>
    public bool TargetedMessages { get; init; }
}

[OptionsValidator]
internal sealed partial class ConnectorOptionsValidator : IValidateOptions<ConnectorOptions>;
