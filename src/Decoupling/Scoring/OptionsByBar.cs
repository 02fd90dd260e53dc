using Decoupling.Numerics;

namespace Decoupling.Scoring;

/// <summary>Fits windows, half-lives and levels of alarm to the length of a bar, where the data say that they depend on it.</summary>
/// <remarks>
/// <para>Seen on Binance's pairs, BTC and SOL of 2024 and ETH of 2025 Q1 in 5-minute bars, BTC and ETH of 25 May to 13 July 2025 in 1-minute bars:</para>
/// <para>A2: how far a past beta misses the next four hours' falls until a half-life of about four hours and hardly after, in bars of either
/// length (BTC: 1.4 % at one hour, 1.1 % at four, 1.0 % at a day): the half-life is a time, not a number of bars. So is that of the volatility:
/// in 1-minute bars it is 2 to 6 % above that of 5-minute ones.</para>
/// <para>Dislocation: |z| ≥ 5 and 15 bp came 0.28 times an asset and week in 1-minute bars, against 0.29 in 5-minute ones over years; at 10 bp
/// it was 0.9. Both floors stay.</para>
/// <para>CUSUM: innovations follow each other with -0.4 to -0.5, the basis' bounce, so that h = 5 alarmed on 0.06 to 0.10 of 5-minute days where
/// independent ones would on 0.62. In 1-minute bars it alarmed 0.3 and 0.6 times a day; h = 6.6, which has the false alarms a day that h = 5 has in
/// 5-minute bars, 0.03 and 0.28.</para>
/// <para>Tail dependence: χ at 2 % of 1-minute bars, 29 a day, swings from day to day by 0.04, as at 5 % of 5-minute bars, 14 a day, and reaches
/// further out. Change point: the 43 bars that 15 % of 288 are keep every regime over 30 half-lives long; in 1-minute bars 5 % are 72, and a change
/// of the last hours has a date.</para>
/// </remarks>
public static class OptionsByBar
{
    /// <summary>Bars that a window has at least: a day of 5-minute ones. Below some 200 the worst twentieth is fewer than ten.</summary>
    private const int FewestBars = 288;

    private const double TailShare = 0.05;
    private const double LeastTailShare = 0.02;
    private const double Trimming = 0.15;
    private const double LeastTrimming = 0.05;
    private const double AlarmLevel = 5;
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    /// <summary>How far back the bars of a step must reach: a day, or 288 bars where they are longer than 5 minutes (3 days of 15 minutes,
    /// 6 of 30, 12 of 60).</summary>
    /// <param name="step">The length of a bar, positive.</param>
    public static TimeSpan WindowFor(TimeSpan step) => step <= s_step ? s_day : FewestBars * step;

    /// <summary>The same options with what depends on the bars' length: window, half-lives of A2 and of the volatility (a sixth and a quarter of the
    /// window), the tail's share, the change point's trimming and the CUSUM's h. Everything else is kept.</summary>
    /// <param name="options">Tables and assumptions.</param>
    /// <param name="step">The length of a bar, positive: 1, 3, 5, 15, 30 or 60 minutes are meant.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static ScoringOptions ForBars(this ScoringOptions options, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(options);
        InputGate.RequirePositive(step, nameof(step));
        var window = WindowFor(step);
        var fewer = Math.Min(1, FewestBars * step / window);
        return options with
        {
            Window = options.Window with { Length = window },
            Ewma = options.Ewma with { HalfLife = window / 6 },
            Volatility = options.Volatility with { HalfLife = window / 4 },
            Tail = options.Tail with { TailShare = Math.Max(LeastTailShare, TailShare * fewer) },
            Break = options.Break with { Trimming = Math.Max(LeastTrimming, Trimming * fewer) },
            Cusum = options.Cusum with { AlarmLevel = AlarmLevel + Math.Max(0, Math.Log(s_step / step)) },
        };
    }
}
