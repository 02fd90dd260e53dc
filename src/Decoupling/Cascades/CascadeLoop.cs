namespace Decoupling.Cascades;

/// <summary>The rounds of a cascade: what the price has reached is forced, what is forced moves the price.</summary>
internal static class CascadeLoop
{
    public static CascadeRun Run<TPositions, TDepth>(
        ref TPositions positions,
        ref TDepth depth,
        CascadeShock shock,
        CascadeOptions options
    )
        where TPositions : struct, ICascadePositions, allows ref struct
        where TDepth : struct, ICascadeDepth, allows ref struct
    {
        var run = new CascadeRun { Price = shock.ShockedPrice };
        var cutOff = shock.PriceAfter(options.MaximumMove);
        while (true)
        {
            var (size, count) = positions.CrossTo(run.Price);
            run.ForcedUsd += size;
            run.ForcedCount += count;
            if (run.Outcome is not null)
            {
                // Reached by the last known price, and with nothing left to take them.
                run.UnfilledUsd += size;
                return run;
            }

            if (!(size > 0))
            {
                run.Outcome = CascadeOutcome.Settled;
                return run;
            }

            var fill = depth.Take(size, run.Price);
            run.IsExtrapolated |= fill.IsExtrapolated;
            run.UnfilledUsd += fill.UnfilledUsd;
            run.Price = shock.Sign * fill.Price > shock.Sign * cutOff ? fill.Price : cutOff;
            run.Rounds.Add(new CascadeRound(size, double.IsNaN(fill.Average) ? null : fill.Average, run.Price));
            if (fill.UnfilledUsd > 0)
            {
                run.Outcome = CascadeOutcome.BookExhausted;
            }
            else if (run.Price == cutOff || run.Rounds.Count == options.MaximumRounds)
            {
                run.Outcome = CascadeOutcome.CutOff;
                return run;
            }
        }
    }
}

/// <summary>What a cascade starts from.</summary>
/// <param name="Price">The price before the shock.</param>
/// <param name="Shock">The first move, a fraction in (0, 1).</param>
/// <param name="Sign">1 where longs are closed by a fall, -1 where shorts are by a rise.</param>
internal readonly record struct CascadeShock(double Price, double Shock, int Sign)
{
    public double ShockedPrice => PriceAfter(Shock);

    public double PriceAfter(double move) => Price * (1 - Sign * move);
}

/// <summary>What a cascade has come to.</summary>
internal sealed class CascadeRun
{
    public double Price { get; set; }

    public double ForcedUsd { get; set; }

    public int ForcedCount { get; set; }

    public double UnfilledUsd { get; set; }

    public bool IsExtrapolated { get; set; }

    public CascadeOutcome? Outcome { get; set; }

    public List<CascadeRound> Rounds { get; } = [];
}
