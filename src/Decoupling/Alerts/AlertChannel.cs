namespace Decoupling.Alerts;

/// <summary>A channel as the rules see it.</summary>
/// <param name="Name">The name by which rules call it: "slack".</param>
/// <param name="KeepsIncidents">Whether it keeps an incident of each alert, and so is told each by itself; a chat is told of a group in one message.</param>
public sealed record AlertChannel(string Name, bool KeepsIncidents)
{
    /// <summary>Stands for nobody: what no channel is told of is recorded under it.</summary>
    public static AlertChannel None { get; } = new("none", KeepsIncidents: false);
}
