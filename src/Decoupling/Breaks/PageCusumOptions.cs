using Decoupling.Numerics;

namespace Decoupling.Breaks;

/// <summary>How small a shift <see cref="PageCusum"/> heeds, and how much evidence it wants.</summary>
/// <remarks>With the defaults independent samples in which nothing changes alarm once in 465 on average: every 7.75 hours of
/// 1-minute samples, every 38.8 hours of 5-minute ones; samples that follow one another, as a basis does, far more often. A shift of one deviation is found after 10.4 samples on average, of two
/// after 4.0. At h = 4: 168, 8.4 and 3.3.</remarks>
public sealed record PageCusumOptions
{
    /// <summary>The hard floor of a baseline: two samples have a deviation, hardly known.</summary>
    public const int FewestBaselineSamples = 3;

    /// <summary>k: half of the shift that is worth finding, in deviations; in (0, 5). Default 0.5, for shifts of one deviation.</summary>
    public double Allowance { get; init; } = 0.5;

    /// <summary>h: the sum above which there is an alarm, in deviations; in (0, 20). Default 5.</summary>
    public double AlarmLevel { get; init; } = 5;

    /// <summary>Samples that give mean and deviation, first at the start and again after each alarm; at least 3, or
    /// <see langword="null"/> where the samples are standardised already. Default 100: mean and deviation are then known to a
    /// tenth and less. The fewer, the sooner false alarms come than they would with mean and deviation known.</summary>
    public int? BaselineSamples { get; init; } = 100;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Allowance, 0, 5, nameof(Allowance));
        InputGate.RequireWithin(AlarmLevel, 0, 20, nameof(AlarmLevel));
        if (BaselineSamples is { } samples)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(samples, FewestBaselineSamples, nameof(BaselineSamples));
        }
    }
}
