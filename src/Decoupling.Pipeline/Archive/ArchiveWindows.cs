using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Archive;

/// <summary>The windows of one instrument's bars as they stood at a slot.</summary>
internal sealed class ArchiveWindows(BarSeries bars, TimeSpan step)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan HourlyWindow = TimeSpan.FromDays(30);

    private readonly TimeSpan window = OptionsByBar.WindowFor(step);
    private readonly BarSeries bars = bars.Aggregate(step);
    private readonly BarSeries hourlyBars = bars.Aggregate(Hour) with { High = null, Low = null };

    private DateTimeOffset lastHourAt;
    private BarSeries? lastHours;

    public DateTimeOffset StartAt => bars.StartAt;

    public DateTimeOffset EndAt => bars.EndAt;

    /// <summary>The bars of the scores' window that have closed at the slot, or <see langword="null"/> when all are missing.</summary>
    public BarSeries? ReadBars(DateTimeOffset slotAt)
    {
        var endAt = BarSeriesWindow.Floor(slotAt, bars.Step);
        return Present(bars.Slice(endAt - window, endAt));
    }

    /// <summary>The hours of the 30 days that have closed at the slot; the same instance until the hour ends.</summary>
    public BarSeries? ReadHourlyBars(DateTimeOffset slotAt)
    {
        var hourAt = BarSeriesWindow.Floor(slotAt, Hour);
        if (hourAt != lastHourAt)
        {
            lastHours = Present(hourlyBars.Slice(hourAt - HourlyWindow, hourAt));
            lastHourAt = hourAt;
        }

        return lastHours;
    }

    private static BarSeries? Present(BarSeries window) => Array.Exists(window.Close, double.IsFinite) ? window : null;
}
