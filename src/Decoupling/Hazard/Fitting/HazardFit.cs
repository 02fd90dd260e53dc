using System.Globalization;

namespace Decoupling.Hazard.Fitting;

/// <summary>Fits the hazard's coefficients on recorded hours up to a day, and keeps the record of how they did on those after it.</summary>
/// <remarks>All assets are pooled; features are standardised by their training mean and deviation. What the fit sees was decided by the day it is made
/// for: the last 24 hours' falls are not. Numbers are rounded to 8 digits, so that the file is the model. Deterministic.</remarks>
public static class HazardFit
{
    private const int SchemaVersion = 1;
    private const int VolatilityFeatures = 3;
    private const int Digits = 8;

    /// <summary>Fits and tests.</summary>
    /// <param name="histories">One an asset.</param>
    /// <param name="options">The split and the ridge.</param>
    /// <param name="fittedOn">The day that the file is to bear.</param>
    /// <exception cref="ArgumentException">There are no falls before or after the split, or a history cannot be read; the message says which.</exception>
    public static HazardModel Compute(
        IReadOnlyList<HazardHistory> histories,
        HazardFitOptions options,
        DateOnly fittedOn
    )
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        HazardTable[] tables = [.. histories.Select(HazardTable.Read)];
        var training = HazardSample.Until(tables, options.TrainTo);
        var test = HazardSample.From(tables, options.TrainTo);
        Require(training, "before", options.TrainTo);
        Require(test, "from", options.TrainTo);

        var (intercept, features) = Fit(training, HazardFeatures.Count, options.Ridge);
        var (volatilityIntercept, volatilities) = Fit(training, VolatilityFeatures, options.Ridge);
        double ScoreOf(HazardTable table, int hour) => Logit(intercept, features, table.FeaturesOf(hour));
        double VolatilityOf(HazardTable table, int hour) =>
            Logit(volatilityIntercept, volatilities, table.FeaturesOf(hour));

        return new HazardModel
        {
            SchemaVersion = SchemaVersion,
            FittedOn = fittedOn,
            RefitDueOn = DateOnly.FromDateTime(options.TrainTo.UtcDateTime).AddYears(1),
            Data = DescribeData(histories),
            Label = HazardTable.Label,
            Training = new HazardTraining
            {
                FromAt = tables.Select(table => table.EndOf(Array.IndexOf(table.IsRead, true))).Min(),
                ToAt = options.TrainTo,
                Hours = training.Count,
                FallHours = training.Falls.Count(fall => fall),
                Ridge = options.Ridge,
            },
            Intercept = intercept,
            Features = features,
            Record = HazardTrial.Run(tables, test, options.TrainTo, ScoreOf, VolatilityOf),
        };
    }

    private static (double Intercept, HazardCoefficient[] Features) Fit(HazardSample sample, int width, double ridge)
    {
        var (means, deviations) = (new double[width], new double[width]);
        for (var j = 0; j < width; j++)
        {
            var column = Enumerable.Range(0, sample.Count).Select(i => sample.FeaturesOf(i)[j]).ToArray();
            means[j] = Rounded(column.Average());
            deviations[j] = Rounded(
                Math.Sqrt(column.Sum(value => (value - means[j]) * (value - means[j])) / (column.Length - 1))
            );
        }

        var rows = new double[sample.Count * width];
        for (var i = 0; i < sample.Count; i++)
        {
            for (var j = 0; j < width; j++)
            {
                rows[i * width + j] = (sample.FeaturesOf(i)[j] - means[j]) / deviations[j];
            }
        }

        var coefficients = LogisticRegression.Fit(rows, sample.Falls, ridge);
        var features = new HazardCoefficient[width];
        for (var j = 0; j < width; j++)
        {
            features[j] = new HazardCoefficient
            {
                Feature = (HazardFeature)j,
                Mean = means[j],
                Deviation = deviations[j],
                Coefficient = Rounded(coefficients[j + 1]),
            };
        }

        return (Rounded(coefficients[0]), features);
    }

    private static double Logit(double intercept, HazardCoefficient[] coefficients, ReadOnlySpan<double> features)
    {
        var logit = intercept;
        for (var i = 0; i < coefficients.Length; i++)
        {
            logit += coefficients[i].Contribution(features[i]);
        }

        return logit;
    }

    private static string DescribeData(IReadOnlyList<HazardHistory> histories) =>
        string.Join(
            "; ",
            histories.Select(history =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{history.Asset} on {history.Venue}, hourly, {history.Spot.StartAt:yyyy-MM-dd} to {history.Spot.EndAt:yyyy-MM-dd}, {history.Spot.Close.Count(double.IsFinite)} bars"
                )
            )
        );

    private static void Require(HazardSample sample, string side, DateTimeOffset at)
    {
        var falls = sample.Falls;
        if (!falls.Contains(true) || !falls.Contains(false))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Of the {sample.Count} hours {side} {at:yyyy-MM-dd} that can be read, {falls.Count(fall => fall)} have a fall ahead; there must be hours with and without."
                )
            );
        }
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>How <see cref="HazardFit"/> fits.</summary>
public sealed record HazardFitOptions
{
    /// <summary>The end of the training, UTC: falls decided by then are learnt from, hours from then on are tested.</summary>
    public required DateTimeOffset TrainTo { get; init; }

    /// <summary>The ridge on the standardised coefficients, at least 0. Default 1: as much as one more hour in which the coefficient is 1 deviation off; of
    /// thousands of hours it moves the third digit, and it keeps a short history's fit finite.</summary>
    public double Ridge { get; init; } = 1;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        if (!(Ridge >= 0 && double.IsFinite(Ridge)))
        {
            throw new ArgumentOutOfRangeException(nameof(Ridge), Ridge, "The ridge must be at least 0.");
        }
    }
}
