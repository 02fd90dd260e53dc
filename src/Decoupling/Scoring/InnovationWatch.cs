using System.Buffers;
using Decoupling.Breaks;
using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Whether a derivative's returns have kept missing on one side what beta foretold: B6's Page CUSUM over A3's innovations.</summary>
public sealed record InnovationWatch
{
    /// <summary>A3: beta now, and how odd the last return was.</summary>
    public required KalmanBetaResult Kalman { get; init; }

    /// <summary>The CUSUM of A3's innovations.</summary>
    public required PageCusumResult Cusum { get; init; }

    /// <summary>When the bar of the last alarm closed, UTC; <see langword="null"/> where there was none.</summary>
    public DateTimeOffset? AlarmAt { get; init; }

    /// <summary>1 where the derivative had gained on its reference, -1 where it had lost; <see langword="null"/> with <see cref="AlarmAt"/>.</summary>
    public int? AlarmDirection { get; init; }

    /// <summary>How many alarms a day of independent normal innovations gives where nothing changes, above 0.</summary>
    public double? FalseAlarmsPerDay => TimeSpan.FromDays(1) / Cusum.TimeBetweenFalseAlarms;

    /// <remarks>A step in which the underlying did not move has no innovation and is passed over.</remarks>
    internal static InnovationWatch Of(PairSeries series, DateTimeOffset asOf, ScoringOptions options)
    {
        var x = series.UnderlyingReturns;
        var y = series.DerivativeReturns;
        var room = ArrayPool<double>.Shared.Rent(x.Length);
        var places = ArrayPool<int>.Shared.Rent(x.Length);
        var innovations = room.AsSpan(0, x.Length);
        var kalman = KalmanBeta.Compute(x, y, series.Step, asOf, options.Kalman, innovations);
        var watch =
            kalman.Status == MetricStatus.Ok
                ? Watch(series, kalman, innovations, places, options.Cusum)
                : new InnovationWatch
                {
                    Kalman = kalman,
                    Cusum = PageCusum.Without(new Refusal(kalman.Status, kalman.Reason!), 0, asOf),
                };
        ArrayPool<double>.Shared.Return(room);
        ArrayPool<int>.Shared.Return(places);
        return watch;
    }

    internal static InnovationWatch Without(Refusal refusal, DateTimeOffset asOf) =>
        new() { Kalman = KalmanBeta.Without(refusal, 0, asOf), Cusum = PageCusum.Without(refusal, 0, asOf) };

    private static InnovationWatch Watch(
        PairSeries series,
        KalmanBetaResult kalman,
        Span<double> innovations,
        Span<int> places,
        PageCusumOptions options
    )
    {
        var count = 0;
        for (var i = 0; i < innovations.Length; i++)
        {
            if (!double.IsNaN(innovations[i]))
            {
                (innovations[count], places[count]) = (innovations[i], i);
                count++;
            }
        }

        var cusum = PageCusum.Compute(innovations[..count], series.Step, kalman.AsOf, options);
        return cusum.Alarms is [.., var last]
            ? new InnovationWatch
            {
                Kalman = kalman,
                Cusum = cusum,
                AlarmAt = series.ReturnAt(places[last.Index]),
                AlarmDirection = last.IsUpward ? 1 : -1,
            }
            : new InnovationWatch { Kalman = kalman, Cusum = cusum };
    }
}
