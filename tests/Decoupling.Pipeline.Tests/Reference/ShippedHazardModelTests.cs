using Decoupling.Hazard;
using Decoupling.Hazard.Fitting;
using Decoupling.Pipeline.Archive;
using Decoupling.Pipeline.Reference;

namespace Decoupling.Pipeline.Tests.Reference;

public sealed class ShippedHazardModelTests
{
    private static readonly DateTimeOffset s_trainTo = new(2022, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Hazard_Coefficients_AreThoseOfAnIndependentFit()
    {
        var model = ReferenceTables.Hazard();

        // pandas features of the same files, minimised by scipy's BFGS with the same ridge; statsmodels' Logit, without one, is within 0.001.
        double[] expected =
        [
            -0.0108848,
            0.25658111,
            0.03546677,
            0.0357578,
            0.46734821,
            0.12072219,
            0.28825706,
            -0.0576787,
        ];
        model.Intercept.ShouldBe(-2.439305, 1e-6);
        for (var i = 0; i < expected.Length; i++)
        {
            model.Features[i].Coefficient.ShouldBe(expected[i], 1e-6, model.Features[i].Feature.ToString());
        }

        // The same scores by scipy's rank sums, numpy's trailing ranks and the state machine written anew in Python.
        model.Record.Hours.ShouldBe(32_812);
        model.Record.FallHours.ShouldBe(1_209);
        model.Record.Auc.Value.ShouldBe(0.7106, 1e-4);
        model.Record.VolatilityAuc.Value.ShouldBe(0.6697, 2e-4);
        model.Record.Brier.ShouldBe(0.0356, 1e-4);
        model.Record.EpisodesPerAssetAndWeek!.Value.ShouldBe(0.1280, 1e-4);
        model.Record.FalseEpisodesPerAssetAndWeek!.Value.ShouldBe(0.0533, 1e-4);
        model.Record.ElevatedShare!.Value.ShouldBe(0.0853, 1e-4);
        model.Record.CalmLift!.Value.ShouldBe(2.7917, 1e-4);
    }

    [Fact]
    public void Hazard_TheCommandsFitOfTheRecordedHours_IsTheShippedFile()
    {
        var shipped = ReferenceTables.Hazard();

        var fitted = HazardFit.Compute(
            [HistoryOf("BTC"), HistoryOf("ETH")],
            new HazardFitOptions { TrainTo = s_trainTo },
            shipped.FittedOn
        );

        // The last digit may differ between platforms.
        for (var i = 0; i < shipped.Features.Count; i++)
        {
            fitted.Features[i].Coefficient.ShouldBe(shipped.Features[i].Coefficient, 1e-7);
            fitted.Features[i].Mean.ShouldBe(shipped.Features[i].Mean, 1e-6);
            fitted.Features[i].Deviation.ShouldBe(shipped.Features[i].Deviation, 1e-6);
        }

        fitted.Intercept.ShouldBe(shipped.Intercept, 1e-6);
        fitted.RefitDueOn.ShouldBe(shipped.RefitDueOn);
        (fitted.Data, fitted.Label, fitted.Training).ShouldBe((shipped.Data, shipped.Label, shipped.Training));
        ShouldAgree(fitted.Record, shipped.Record);
    }

    private static void ShouldAgree(HazardRecord fitted, HazardRecord shipped)
    {
        const double LastDigit = 2e-4;
        (fitted.Hours, fitted.FallHours, fitted.Falls).ShouldBe((shipped.Hours, shipped.FallHours, shipped.Falls));
        foreach (
            var (actual, expected) in (ReadOnlySpan<(HazardEstimate?, HazardEstimate?)>)
                [
                    (fitted.Auc, shipped.Auc),
                    (fitted.VolatilityAuc, shipped.VolatilityAuc),
                    (fitted.AucGain, shipped.AucGain),
                    (fitted.CalmLift, shipped.CalmLift),
                    (fitted.VolatilityCalmLift, shipped.VolatilityCalmLift),
                ]
        )
        {
            actual!.Value.ShouldBe(expected!.Value, LastDigit);
            actual.Low.ShouldBe(expected.Low, LastDigit);
            actual.High.ShouldBe(expected.High, LastDigit);
        }

        fitted.EpisodesPerAssetAndWeek.ShouldBe(shipped.EpisodesPerAssetAndWeek);
        fitted.FalseEpisodesPerAssetAndWeek.ShouldBe(shipped.FalseEpisodesPerAssetAndWeek);
        fitted.Calibration.Count.ShouldBe(shipped.Calibration.Count);
    }

    private static HazardHistory HistoryOf(string asset) =>
        new()
        {
            Asset = asset,
            Venue = "binance",
            FundingTerms = ReferenceTables.FundingTerms(),
            Spot = ArchiveBars.Read([SharedData.PathOrSkip("binance_1h", $"{asset}USDT_spot_1h.csv.gz")]),
            Perpetual = ArchiveBars.Read([SharedData.PathOrSkip("binance_1h", $"{asset}USDT_perp_last_1h.csv.gz")]),
            FundingPaid = ArchiveFunding
                .Read([SharedData.PathOrSkip("binance_1h", $"{asset}USDT_funding.csv.gz")])
                .Paid,
        };
}
