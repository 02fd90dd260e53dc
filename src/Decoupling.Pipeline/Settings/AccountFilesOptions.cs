namespace Decoupling.Pipeline.Settings;

/// <summary>Whether positions files are read, and how long what they hold is kept.</summary>
public sealed record AccountFilesOptions
{
    /// <summary>Whether the accounts container is made and watched. Default yes.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>How long rows of AccountRisk are kept, from 1 day to ten years. Default 30 days: what people hold is nobody's business for longer.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Checks the length.</summary>
    /// <exception cref="ArgumentException">It is out of its range; the message names the setting.</exception>
    public void Validate()
    {
        if (!(Retention >= TimeSpan.FromDays(1) && Retention <= TimeSpan.FromDays(3650)))
        {
            throw new ArgumentException(
                $"Decoupling__AccountRetentionDays is {Retention.TotalDays}; it must be 1 to 3650."
            );
        }
    }
}
