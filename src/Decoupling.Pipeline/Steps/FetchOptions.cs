using Decoupling.Pipeline.Venues;
using Decoupling.Reference;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Steps;

/// <summary>Which assets are fetched, how often, and how much history a snapshot carries.</summary>
public sealed record FetchOptions
{
    /// <summary>The underlyings, each as in "BTC"; at least one. Default BTC and ETH.</summary>
    public IReadOnlyList<string> Assets { get; init; } = ["BTC", "ETH"];

    /// <summary>What is watched of each asset on each venue; <see langword="null"/> (the default) for the same of all.</summary>
    public Watchlist? Watchlist { get; init; }

    /// <summary>Whether a cold start of many assets is spread over several slots. Default true.</summary>
    public bool SpreadsBackfill { get; init; } = true;

    /// <summary>The time from one slot to the next and the bars' step: 1, 3, 5, 15, 30 or 60 minutes. Default 5.</summary>
    public TimeSpan SlotLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much history bars at the slot's step cover: the window of every rolling metric, a day, or 288 bars of more than 5 minutes.</summary>
    public TimeSpan BarWindow => OptionsByBar.WindowFor(SlotLength);

    /// <summary>How much history hourly bars, funding and open interest cover. Default 30 days.</summary>
    public TimeSpan HistoryWindow { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The venues' reserves, which go into each snapshot beside what the venues say. Default none.</summary>
    public VenueReserves Reserves { get; init; } = VenueReserves.None;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names the setting.</exception>
    public void Validate()
    {
        if (Assets.Count == 0)
        {
            throw new ArgumentException("Decoupling__Assets names no asset; say for example BTC,ETH.");
        }

        foreach (var asset in Assets)
        {
            if (asset.Length is 0 or > 20 || !asset.All(char.IsAsciiLetterOrDigit))
            {
                throw new ArgumentException(
                    $"Decoupling__{(Watchlist is null ? "Assets" : "Watchlist")} holds '{asset}'; an asset is up to 20 letters and digits."
                );
            }
        }

        if (SlotLength.TotalMinutes is not (1 or 3 or 5 or 15 or 30 or 60))
        {
            throw new ArgumentException(
                $"Decoupling__SlotMinutes is {SlotLength.TotalMinutes}; it must be 1, 3, 5, 15, 30 or 60."
            );
        }
    }

    /// <summary>The last slot at or before a time.</summary>
    public DateTimeOffset SlotAt(DateTimeOffset now) =>
        new(now.UtcTicks - (now.UtcTicks % SlotLength.Ticks), TimeSpan.Zero);
}
