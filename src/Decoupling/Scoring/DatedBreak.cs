using Decoupling.Breaks;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>Since when a basis, or a beta, is not what it was: B6's sup-F with its place as a time.</summary>
public sealed record DatedBreak
{
    /// <summary>What was found; a break is always found, only its p says whether to believe it.</summary>
    public required SupFResult Found { get; init; }

    /// <summary>When the first bar of the new regime closed, UTC; <see langword="null"/> unless the status is Ok.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The earliest that this may have been, of Bai's 95 % interval; <see langword="null"/> also where a regime has no noise.</summary>
    public DateTimeOffset? FromAt { get; init; }

    /// <summary>The latest; <see langword="null"/> with <see cref="FromAt"/>.</summary>
    public DateTimeOffset? ToAt { get; init; }

    internal static DatedBreak OfBasis(PairSeries series, DateTimeOffset asOf, SupFOptions options)
    {
        var found = SupF.Compute(series.BasisBps, asOf, options);
        return new DatedBreak
        {
            Found = found,
            At = CloseAt(series, found.SamplesBefore),
            FromAt = CloseAt(series, found.SamplesBeforeLow),
            ToAt = CloseAt(series, found.SamplesBeforeHigh),
        };
    }

    internal static DatedBreak OfBeta(PairSeries series, DateTimeOffset asOf, SupFOptions options)
    {
        var found = SupF.ComputeOfBeta(series.UnderlyingReturns, series.DerivativeReturns, asOf, options);
        return new DatedBreak
        {
            Found = found,
            At = ReturnAt(series, found.SamplesBefore),
            FromAt = ReturnAt(series, found.SamplesBeforeLow),
            ToAt = ReturnAt(series, found.SamplesBeforeHigh),
        };
    }

    internal static DatedBreak Without(Refusal refusal, DateTimeOffset asOf) =>
        new() { Found = SupFResult.Without(refusal, 0, asOf) };

    /// <summary>The end of the interval may lie behind the last sample: the new regime then begins with it at the latest.</summary>
    private static DateTimeOffset? CloseAt(PairSeries series, int? samplesBefore) =>
        samplesBefore is { } index ? series.CloseAt(Math.Min(index, series.BasisBps.Length - 1)) : null;

    private static DateTimeOffset? ReturnAt(PairSeries series, int? samplesBefore) =>
        samplesBefore is { } index ? series.ReturnAt(Math.Min(index, series.UnderlyingReturns.Length - 1)) : null;
}
