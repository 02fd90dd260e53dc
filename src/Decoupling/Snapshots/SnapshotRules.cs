namespace Decoupling.Snapshots;

/// <summary>Says whether a snapshot can be read for what it claims to be, and if not, why.</summary>
/// <remarks>A broken structure is refused: a column too short, a time off its grid, a price that is no price. A strange market
/// is not: a crossed book, a far print or a funding rate above the cap is kept, so that gates can judge it and a replay can show it.</remarks>
public static class SnapshotRules
{
    /// <summary>The most venues in a snapshot.</summary>
    public const int MaxVenues = 100;

    /// <summary>The most instruments in a snapshot: a whole option chain fits.</summary>
    public const int MaxInstruments = 2_000;

    /// <summary>The most bars in a series: a week of minutes fits.</summary>
    public const int MaxBars = 20_000;

    /// <summary>The most samples in a history: 30 days at 5 minutes fit.</summary>
    public const int MaxSamples = 20_000;

    /// <summary>The most levels on a side of a book.</summary>
    public const int MaxBookLevels = 10_000;

    /// <summary>The most liquidations on a tape.</summary>
    public const int MaxLiquidations = 100_000;

    /// <summary>The most missing inputs of a venue.</summary>
    public const int MaxMissing = 10_000;

    /// <summary>The most reasons that <see cref="Check"/> lists: enough to see what is wrong.</summary>
    public const int MaxReasons = 20;

    /// <summary>The longest slot and the longest bar.</summary>
    public static readonly TimeSpan MaxStep = TimeSpan.FromDays(1);

    /// <summary>Longer than any request is waited for.</summary>
    private static readonly TimeSpan LongestUncertainty = TimeSpan.FromHours(1);

    private const int FirstYear = 2009;
    private const int LastYear = 2199;
    internal const int MaxNameLength = 64;
    internal const int MaxTextLength = 1_000;

    /// <summary>Lists what is wrong, as sentences that name the instrument; empty when the snapshot is sound. At most <see cref="MaxReasons"/>.</summary>
    public static IReadOnlyList<string> Check(MarketSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var reasons = new List<string>();

        if (snapshot.SchemaVersion != MarketSnapshot.CurrentSchemaVersion)
        {
            reasons.Add($"The schema version is {snapshot.SchemaVersion}, not {MarketSnapshot.CurrentSchemaVersion}.");
        }

        if (!IsAsset(snapshot.Asset))
        {
            reasons.Add("The asset is not 1 to 20 letters and digits.");
        }

        if (snapshot.Baseline is { } baseline && !IsText(baseline, MaxTextLength))
        {
            reasons.Add("The baseline's name is empty, too long or has control characters.");
        }

        var slotStands = CheckSlot(snapshot, reasons);
        CheckVenues(snapshot, reasons);
        FundRules.Check(snapshot, reasons);
        if (snapshot.Instruments.Count > MaxInstruments)
        {
            reasons.Add($"There are {snapshot.Instruments.Count} instruments, more than {MaxInstruments}.");
        }
        else if (slotStands)
        {
            CheckInstruments(snapshot, reasons);
        }

        return reasons.Count <= MaxReasons ? reasons : reasons.GetRange(0, MaxReasons);
    }

    /// <summary>Whether the text names an asset: 1 to 20 ASCII letters and digits.</summary>
    public static bool IsAsset(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 20 && text.All(char.IsAsciiLetterOrDigit);
    }

    private static bool CheckSlot(MarketSnapshot snapshot, List<string> reasons)
    {
        var count = reasons.Count;
        if (!IsStep(snapshot.SlotLength))
        {
            reasons.Add($"The slot length {snapshot.SlotLength} is not whole seconds up to a day.");
        }
        else if (snapshot.SlotAt.UtcTicks % snapshot.SlotLength.Ticks != 0)
        {
            reasons.Add($"The slot {snapshot.SlotAt:O} is not a multiple of the slot length {snapshot.SlotLength}.");
        }

        if (!IsTime(snapshot.SlotAt))
        {
            reasons.Add($"The slot {snapshot.SlotAt:O} is not in UTC, or not in the years {FirstYear} to {LastYear}.");
        }

        return reasons.Count == count;
    }

    private static void CheckVenues(MarketSnapshot snapshot, List<string> reasons)
    {
        if (snapshot.Venues.Count > MaxVenues)
        {
            reasons.Add($"There are {snapshot.Venues.Count} venues, more than {MaxVenues}.");
            return;
        }

        string? previous = null;
        foreach (var venue in snapshot.Venues)
        {
            if (!IsVenue(venue.Venue))
            {
                reasons.Add("A venue's name is not 1 to 64 of a-z, 0-9 and hyphen.");
            }
            else if (previous is not null && string.CompareOrdinal(previous, venue.Venue) >= 0)
            {
                reasons.Add($"The venues are not in the order of their names, each once: {previous}, {venue.Venue}.");
            }

            if (!IsTime(venue.ServerTimeAt) || !IsTime(venue.AskedAt))
            {
                reasons.Add($"A time of {venue.Venue} is not in UTC.");
            }

            if (venue.ClockUncertainty is { } uncertainty && !IsUncertainty(uncertainty))
            {
                reasons.Add(
                    $"The uncertainty of {venue.Venue}'s clock is not whole milliseconds up to {LongestUncertainty}."
                );
            }

            if (venue.Reserve is { } reserve && FindFault(reserve) is { } fault)
            {
                reasons.Add($"The reserve of {venue.Venue} {fault}.");
            }

            if (!AreNamed(venue.Missing) || !AreNamed(venue.NotPublished))
            {
                reasons.Add($"The missing inputs of {venue.Venue} are too many, or one has no name or no reason.");
            }

            previous = venue.Venue;
        }
    }

    /// <summary>What is wrong with a reserve, as the end of a sentence; or <see langword="null"/> when it is sound.</summary>
    public static string? FindFault(ReserveQuote reserve)
    {
        ArgumentNullException.ThrowIfNull(reserve);
        return !InstrumentRules.IsSize(reserve.Quantity) ? "is below 0 or not finite"
            : reserve.Unit is not (QuantityUnit.Coins or QuantityUnit.Usd) ? "is in neither coins nor US dollars"
            : !IsTime(reserve.CountedAt) ? "was counted at a time that is not in UTC"
            : !IsText(reserve.Source, MaxTextLength) ? "has a source that is empty, too long or has control characters"
            : null;
    }

    private static bool IsUncertainty(TimeSpan length) =>
        length >= TimeSpan.Zero && length <= LongestUncertainty && length.Ticks % TimeSpan.TicksPerMillisecond == 0;

    private static bool AreNamed(IReadOnlyList<MissingInput> inputs) =>
        inputs.Count <= MaxMissing
        && inputs.All(missing =>
            IsText(missing.Input, MaxNameLength)
            && IsText(missing.Reason, MaxTextLength)
            && (missing.Symbol is null || IsText(missing.Symbol, MaxNameLength))
        );

    private static void CheckInstruments(MarketSnapshot snapshot, List<string> reasons)
    {
        var venues = snapshot.Venues.Select(venue => venue.Venue).ToHashSet(StringComparer.Ordinal);
        InstrumentSnapshot? previous = null;
        foreach (var instrument in snapshot.Instruments)
        {
            var name = $"{instrument.Venue} {instrument.Kind} {instrument.Symbol}";
            if (!venues.Contains(instrument.Venue))
            {
                reasons.Add($"{name}: its venue is not among the venues.");
            }

            if (!IsText(instrument.Symbol, MaxNameLength) || !IsText(instrument.SettlementCoin, MaxNameLength))
            {
                reasons.Add($"{name}: the symbol or the settlement coin is empty, too long or has control characters.");
            }

            if (previous is not null && Compare(previous, instrument) >= 0)
            {
                reasons.Add($"{name}: it is not in the order of venue, kind and symbol, or stands twice.");
            }

            InstrumentRules.Check(instrument, name, snapshot.SlotAt, snapshot.SlotLength, reasons);
            if (reasons.Count >= MaxReasons)
            {
                return;
            }

            previous = instrument;
        }
    }

    private static int Compare(InstrumentSnapshot left, InstrumentSnapshot right)
    {
        var byVenue = string.CompareOrdinal(left.Venue, right.Venue);
        var byKind = byVenue != 0 ? byVenue : left.Kind.CompareTo(right.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(left.Symbol, right.Symbol);
    }

    internal static bool IsStep(TimeSpan step) =>
        step > TimeSpan.Zero && step <= MaxStep && step.Ticks % TimeSpan.TicksPerSecond == 0;

    /// <summary>Nothing, or a time in UTC in the years that a market can have.</summary>
    internal static bool IsTime(DateTimeOffset? at) =>
        at is not { } time || (time.Offset == TimeSpan.Zero && time.Year is >= FirstYear and <= LastYear);

    private static bool IsVenue(string text) =>
        text.Length is > 0 and <= MaxNameLength
        && text.All(character =>
            char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'
        );

    internal static bool IsText(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl);
}
