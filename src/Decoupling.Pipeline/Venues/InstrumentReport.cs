using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Gathers one instrument's inputs: takes what came, and notes what did not with a sentence that names instrument and input.</summary>
/// <param name="symbol">The venue's symbol.</param>
/// <param name="kind">What the instrument is.</param>
internal sealed class InstrumentReport(string symbol, InstrumentKind kind)
{
    private readonly List<MissingInput> _missing = [];
    private readonly List<string> _reasons = [];

    /// <summary>Whether any input came.</summary>
    public bool HasInput { get; private set; }

    /// <summary>What did not come.</summary>
    public IReadOnlyList<MissingInput> Missing => _missing;

    /// <summary>The bare reasons, in the order of <see cref="Missing"/>.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Takes that the instrument is listed, where nothing new is asked of it: what is carried of it goes on.</summary>
    public void TakeListing() => HasInput = true;

    /// <summary>The value that was read, or <see langword="null"/> with a note.</summary>
    public T? Take<T>(string input, string what, Reading<T> reading)
        where T : class
    {
        if (reading.Value is null)
            Note(input, what, reading.Reason);
        else
            HasInput = true;
        return reading.Value;
    }

    /// <summary>Bars on the grid that was asked for, or <see langword="null"/>: without a note if none were asked for.</summary>
    public BarSeries? TakeBars(string what, FetchedBars bars, bool withRange)
    {
        if (bars.Grid.Count == 0)
            return null;
        string? rejected = null;
        var series = bars.Rows.Then(rows => BarMapping.From(rows, bars.Grid, withRange, out rejected));
        if (rejected is not null)
            Note("bars", what, rejected);
        return Take("bars", what, series);
    }

    /// <summary>Samples from a time to the slot, or <see langword="null"/>: without a note if there are none, or none were asked for.</summary>
    public SampleSeries? TakeSamples(
        string input,
        string what,
        Reading<IReadOnlyList<WireSample>> samples,
        DateTimeOffset fromAt,
        DateTimeOffset untilAt
    )
    {
        if (fromAt > untilAt)
            return null;
        string? rejected = null;
        var series = Take(input, what, samples.Then(rows => SampleMapping.From(rows, fromAt, untilAt, out rejected)));
        if (rejected is not null)
            Note(input, what, rejected);
        return series is { At.Length: > 0 } ? series : null;
    }

    /// <summary>Notes that something did not come, and why.</summary>
    public void Note(string input, string what, string? reason)
    {
        _reasons.Add(reason ?? "no reason known");
        _missing.Add(new MissingInput(input, symbol, $"{symbol} {Label(kind)}, {what}: {_reasons[^1]}."));
    }

    private static string Label(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.Spot => "spot",
            InstrumentKind.LinearPerpetual => "perpetual",
            InstrumentKind.InversePerpetual => "inverse perpetual",
            InstrumentKind.LinearFuture => "future",
            InstrumentKind.InverseFuture => "inverse future",
            _ => "option",
        };
}
