using Decoupling.Hazard;

namespace Decoupling.Tests.Hazard;

/// <summary>A model by hand: every coefficient 1 of deviation 1 about 0, so that a logit is a sum.</summary>
internal static class SampleModel
{
    public static HazardModel Sum { get; } =
        new()
        {
            SchemaVersion = 1,
            FittedOn = new DateOnly(2024, 7, 2),
            RefitDueOn = new DateOnly(2025, 7, 1),
            Data = "a test",
            Label = new HazardLabel { FallFraction = 0.08, WithinHours = 24 },
            Training = new HazardTraining
            {
                FromAt = new DateTimeOffset(2023, 7, 1, 0, 0, 0, TimeSpan.Zero),
                ToAt = new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero),
                Hours = 8_784,
                FallHours = 300,
                Ridge = 1,
            },
            Intercept = -3,
            Features =
            [
                .. Enum.GetValues<HazardFeature>()
                    .Select(feature => new HazardCoefficient
                    {
                        Feature = feature,
                        Mean = 0,
                        Deviation = 1,
                        Coefficient = 1,
                    }),
            ],
            Record = new HazardRecord
            {
                FromAt = new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero),
                ToAt = new DateTimeOffset(2024, 7, 2, 0, 0, 0, TimeSpan.Zero),
                Hours = 24,
                FallHours = 1,
                Falls = 1,
                Auc = Half,
                VolatilityAuc = Half,
                AucGain = Half,
                Brier = 0.04,
                BrierOfFallShare = 0.04,
                Calibration = [],
                EpisodesPerAssetAndWeek = null,
                FalseEpisodesPerAssetAndWeek = null,
                ElevatedShare = null,
                CalmLift = null,
                VolatilityCalmLift = null,
            },
        };

    private static HazardEstimate Half =>
        new()
        {
            Value = 0.5,
            Low = 0.4,
            High = 0.6,
        };
}
