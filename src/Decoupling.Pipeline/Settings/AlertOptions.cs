using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts.Rules;

namespace Decoupling.Pipeline.Settings;

/// <summary>When people are told, and where.</summary>
public sealed record AlertOptions
{
    // Two slots that did not come, and a part of one for the scoring of the last.
    private const double LatenessInSlots = 2.4;

    /// <summary>The dislocation at which an alert fires, in × both floors. Default 1: |robust z| at or above 5 and 15 bp off the median, both.</summary>
    /// <remarks>On Binance's 5-minute bars of 2023 to 2025 this fired 0.29 times per asset and week; it detects, and does not foretell.</remarks>
    public double DislocationEnter { get; init; } = 1;

    /// <summary>The dislocation at which a firing alert resolves, in × both floors. Default 0.6, so that a value at the edge does not flap.</summary>
    public double DislocationLeave { get; init; } = 0.6;

    /// <summary>Whether people are told when a derivative enters and leaves the state of elevated risk. Default true, as Info.</summary>
    /// <remarks>On BTC and ETH on Binance, hours of 2022-07 to 2025-08 after the fit, the state was entered 0.13 times per asset and week, 0.05 of them
    /// without a fall of 8 % ahead. It is no signal of a fall: on calm hours it tells no more than volatility does.</remarks>
    public bool Hazard { get; init; } = true;

    /// <summary>Whether people are told once a day what the day before was like. Default true, as Info.</summary>
    public bool Digest { get; init; } = true;

    /// <summary>Where people are told; without a channel, notifications are recorded and not sent.</summary>
    public ChannelOptions Channels { get; init; } = new();

    /// <summary>Checks the levels.</summary>
    /// <exception cref="ArgumentException">A level is out of its range; the message names the setting.</exception>
    public void Validate()
    {
        Channels.Validate();
        if (!double.IsFinite(DislocationEnter) || DislocationEnter <= 0)
        {
            throw new ArgumentException($"Decoupling__DislocationEnter is {DislocationEnter}; it must be above 0.");
        }

        if (!(DislocationLeave > 0 && DislocationLeave <= DislocationEnter))
        {
            throw new ArgumentException(
                $"Decoupling__DislocationLeave is {DislocationLeave}; it must be above 0 and at most Decoupling__DislocationEnter, which is {DislocationEnter}."
            );
        }
    }

    /// <summary>The user's own rules, or <see langword="null"/> for those that ship with the levels above.</summary>
    public IReadOnlyList<AlertRule>? OwnRules { get; init; }

    /// <summary>The rules that these options stand for.</summary>
    /// <param name="slotLength">The time from slot to slot: a row is late after two of them at least.</param>
    /// <exception cref="ArgumentException">The levels do not make sense; the message names the rule.</exception>
    public IReadOnlyList<AlertRule> Rules(TimeSpan slotLength)
    {
        AlertRule[] rules =
        [
            .. OwnRules
                ?? RulesFile
                    .ReadShipped()
                    .Where(rule => Hazard || rule.Name != "hazard")
                    .Select(rule => WithOptions(rule, slotLength)),
        ];
        foreach (var rule in rules)
        {
            rule.Validate();
        }

        if (RuleChannels.FindFault(rules, Channels.Configured, ChannelOptions.Known) is { } fault)
        {
            throw new ArgumentException(fault);
        }

        return rules;
    }

    private AlertRule WithOptions(AlertRule rule, TimeSpan slotLength)
    {
        var patience = LatenessInSlots * slotLength;
        var timed = rule.LateAfter < patience ? rule with { LateAfter = patience } : rule;
        if (rule.Column != "DislocationRatio")
        {
            return timed;
        }

        var first = rule.Levels[0] with { Enter = DislocationEnter, Leave = DislocationLeave };

        // A first level set above the graver ones takes their place.
        var graver = rule.Levels.Skip(1).Where(level => level.Enter > first.Enter && level.Leave >= first.Leave);
        return timed with { Levels = [first, .. graver] };
    }
}
