using Decoupling.Carry;
using Decoupling.Composite;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>What else bears out that a derivative is off its underlying: its funding, its mark price, and how badly it has tracked all day.</summary>
/// <remarks>
/// <para>Each of three is asked by itself. Funding: the premium lies outside what the funding rate implies, on the dislocation's side (B2). Mark: the
/// price that the venue liquidates by stands on the other side of the last close, so the venue itself takes its last trades for off. Tracking: the
/// window's tracking error (A1) ranks high in the derivative's own past (J5).</para>
/// <para>A dislocation that none of them shares may be one print. None of them makes a dislocation: the floors do. Which could be asked is told
/// beside which said yes.</para>
/// <para>Source: the parts as weighed on Binance's hourly bars 2021 to 2025; none of them foretells.</para>
/// </remarks>
public static class DislocationCorroboration
{
    /// <summary>Asks the three witnesses.</summary>
    /// <param name="dislocation">The basis against both floors; its status is taken over.</param>
    /// <param name="funding">B2, for its gap.</param>
    /// <param name="markOverLast">The mark price against the last close.</param>
    /// <param name="trackingError">J5: the rank of the tracking error.</param>
    /// <param name="options">From where on each says yes.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static DislocationCorroborationResult Compute(
        DislocationResult dislocation,
        FundingPressureResult funding,
        PriceGapResult markOverLast,
        PercentileRankResult trackingError,
        DislocationCorroborationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(dislocation);
        ArgumentNullException.ThrowIfNull(funding);
        ArgumentNullException.ThrowIfNull(markOverLast);
        ArgumentNullException.ThrowIfNull(trackingError);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (dislocation is not { Status: MetricStatus.Ok, Direction: { } direction })
        {
            return new DislocationCorroborationResult
            {
                Status = dislocation.Status,
                Reason = dislocation.Reason,
                SampleCount = dislocation.SampleCount,
                AsOf = dislocation.AsOf,
            };
        }

        (string Name, bool SaysYes)[] witnesses =
        [
            ("funding gap", direction * funding.GapBps >= options.FundingGapFloorBps),
            ("mark against last", -direction * markOverLast.GapBps >= options.MarkLastFloorBps),
            ("tracking error", trackingError.MidRank >= options.TrackingErrorRank),
        ];
        bool[] asked = [funding.GapBps is not null, markOverLast.GapBps is not null, trackingError.MidRank is not null];
        string[] yes = [.. witnesses.Where(witness => witness.SaysYes).Select(witness => witness.Name)];
        return new DislocationCorroborationResult
        {
            Status = MetricStatus.Ok,
            SampleCount = dislocation.SampleCount,
            AsOf = dislocation.AsOf,
            Count = yes.Length,
            Asked = asked.Count(isThere => isThere),
            By = yes.Length > 0 ? string.Join(", ", yes) : "none",
        };
    }
}

/// <summary>From where on each witness of <see cref="DislocationCorroboration"/> says yes.</summary>
public sealed record DislocationCorroborationOptions
{
    /// <summary>How far outside the premium that funding implies, basis points, greater than 0. Default 5: the half-width of the band in which
    /// funding does not answer the premium at all.</summary>
    public double FundingGapFloorBps { get; init; } = 5;

    /// <summary>How far the mark price stands from the last close, basis points, greater than 0. Default 5: so it was at 2.3 % of BTC's and 4.2 % of ETH's
    /// hourly closes on Binance, January 2021 to September 2022 and 2024 to August 2025.</summary>
    public double MarkLastFloorBps { get; init; } = 5;

    /// <summary>The rank of the tracking error in its past, in (0, 1). Default 0.95, the level at which readings are entered.</summary>
    public double TrackingErrorRank { get; init; } = 0.95;

    /// <summary>Refuses floors out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(FundingGapFloorBps, 0, double.PositiveInfinity, nameof(FundingGapFloorBps));
        InputGate.RequireWithin(MarkLastFloorBps, 0, double.PositiveInfinity, nameof(MarkLastFloorBps));
        InputGate.RequireWithin(TrackingErrorRank, 0, 1, nameof(TrackingErrorRank));
    }
}

/// <summary>Which witnesses bear a dislocation out. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record DislocationCorroborationResult : MetricResult
{
    /// <summary>How many say yes, 0 to <see cref="Asked"/>.</summary>
    public int? Count { get; init; }

    /// <summary>How many could be asked, 0 to 3.</summary>
    public int? Asked { get; init; }

    /// <summary>Their names, separated by commas, or "none".</summary>
    public string? By { get; init; }
}
