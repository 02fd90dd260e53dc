using Decoupling.Numerics;

namespace Decoupling.Sizing;

/// <summary>Which loss is limited.</summary>
public enum TailMeasure
{
    /// <summary>The loss that is exceeded with the chance 1 - q only.</summary>
    ValueAtRisk,

    /// <summary>The mean of the losses beyond that.</summary>
    ExpectedShortfall,
}

/// <summary>How returns are taken to be distributed.</summary>
public enum ReturnModel
{
    /// <summary>Normal: too thin a tail for coins, the common yardstick.</summary>
    Normal,

    /// <summary>Student's t of the same deviation: fat tails.</summary>
    StudentT,

    /// <summary>Normal, bent by skewness and kurtosis.</summary>
    CornishFisher,
}

/// <summary>The loss that may be made, how soon, and how its odds are reckoned.</summary>
public sealed record TailRiskOptions
{
    /// <summary>The most that may be lost, a share of the equity in (0, 1]. Default 0.05.</summary>
    public double LossLimit { get; init; } = 0.05;

    /// <summary>h: within what time, above 0. Default a day.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromDays(1);

    /// <summary>q, in [0.5, 1). Default 0.975, Basel's for expected shortfall.</summary>
    public double Confidence { get; init; } = 0.975;

    /// <summary>Which loss is limited. Default the expected shortfall: it sees how bad the tail is.</summary>
    public TailMeasure Measure { get; init; } = TailMeasure.ExpectedShortfall;

    /// <summary>The distribution. Default Student's t: coins have fat tails.</summary>
    public ReturnModel Model { get; init; } = ReturnModel.StudentT;

    /// <summary>ν of Student's t, above 2 and up to 1e6. Default 4, about what daily returns of coins show.</summary>
    public double DegreesOfFreedom { get; init; } = 4;

    /// <summary>S of Cornish and Fisher, of the price's returns, within ±10. Default 0.</summary>
    public double Skewness { get; init; }

    /// <summary>K of Cornish and Fisher: the kurtosis less 3, within ±100. Default 0.</summary>
    public double ExcessKurtosis { get; init; }

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentException">Names the option and its value.</exception>
    public void Validate()
    {
        if (!(LossLimit is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(LossLimit), LossLimit, "A loss limit lies in (0, 1].");
        }

        InputGate.RequirePositive(Horizon, nameof(Horizon));
        if (!(Confidence is >= 0.5 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "A confidence lies in [0.5, 1).");
        }

        if (!Enum.IsDefined(Measure))
        {
            throw new ArgumentOutOfRangeException(nameof(Measure), Measure, "No such measure.");
        }

        if (!Enum.IsDefined(Model))
        {
            throw new ArgumentOutOfRangeException(nameof(Model), Model, "No such model.");
        }

        if (!(DegreesOfFreedom is > 2 and <= StudentT.MostDegreesOfFreedom))
        {
            throw new ArgumentOutOfRangeException(
                nameof(DegreesOfFreedom),
                DegreesOfFreedom,
                "Degrees of freedom with a variance lie in (2, 1e6]."
            );
        }

        InputGate.RequireWithin(Skewness, -10, 10, nameof(Skewness));
        InputGate.RequireWithin(ExcessKurtosis, -100, 100, nameof(ExcessKurtosis));
    }
}
