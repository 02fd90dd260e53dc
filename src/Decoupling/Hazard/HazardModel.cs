using System.Globalization;
using System.Text.Json;

namespace Decoupling.Hazard;

/// <summary>The coefficients of the hazard, with the day of their fit, what they were fitted on and how they did afterwards: one JSON file.</summary>
/// <remarks>logit = intercept + Σ coefficient·(feature - mean)/deviation; probability = 1/(1 + e^-logit), of <see cref="Label"/>.
/// A frozen fit over-predicts as markets calm down: the probability is calibrated for the months after the fit only, its rank stays.</remarks>
public sealed record HazardModel
{
    private const int CurrentSchemaVersion = 1;

    /// <summary>The file's version; it changes when a feature's definition does.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The day of the fit.</summary>
    public required DateOnly FittedOn { get; init; }

    /// <summary>The day from which a refit is due: a year after the training hours end.</summary>
    public required DateOnly RefitDueOn { get; init; }

    /// <summary>What it was fitted on, in words; at least one character.</summary>
    public required string Data { get; init; }

    /// <summary>What is predicted.</summary>
    public required HazardLabel Label { get; init; }

    /// <summary>The hours that it was fitted on.</summary>
    public required HazardTraining Training { get; init; }

    /// <summary>The log odds where every feature is at its mean.</summary>
    public required double Intercept { get; init; }

    /// <summary>One entry a feature, in the order of <see cref="HazardFeature"/>.</summary>
    public required IReadOnlyList<HazardCoefficient> Features { get; init; }

    /// <summary>How it did on hours after the training.</summary>
    public required HazardRecord Record { get; init; }

    /// <summary>Reads a model from its JSON file.</summary>
    /// <param name="json">The file's text.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the line or the entry and says why.</exception>
    public static HazardModel Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        HazardModel model;
        try
        {
            model =
                JsonSerializer.Deserialize(json, HazardModelJson.Default.HazardModel)
                ?? throw new JsonException("The file is null.");
        }
        catch (JsonException refused)
        {
            throw new ArgumentException($"The hazard model is no such file: {refused.Message}", nameof(json), refused);
        }

        model.Validate();
        return model;
    }

    /// <summary>The file's text; <see cref="Parse"/> reads it back.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, HazardModelJson.Default.HazardModel) + "\n";

    /// <summary>Refuses a model that cannot be scored with.</summary>
    /// <exception cref="ArgumentException">Names the entry and its value.</exception>
    public void Validate()
    {
        Require(
            SchemaVersion == CurrentSchemaVersion,
            "schemaVersion",
            SchemaVersion,
            $"{CurrentSchemaVersion} is read"
        );
        Require(!string.IsNullOrWhiteSpace(Data), "data", Data, "it must say what the fit was made on");
        Require(double.IsFinite(Intercept), "intercept", Intercept, "it must be a number");
        Require(
            Features.Count == HazardFeatures.Count,
            "features",
            Features.Count,
            $"there must be {HazardFeatures.Count} entries"
        );
        for (var i = 0; i < Features.Count; i++)
        {
            var (feature, name) = (Features[i], string.Create(CultureInfo.InvariantCulture, $"features[{i}]"));
            Require(
                feature.Feature == (HazardFeature)i,
                $"{name}.feature",
                feature.Feature,
                $"it must be {(HazardFeature)i}"
            );
            Require(double.IsFinite(feature.Mean), $"{name}.mean", feature.Mean, "it must be a number");
            Require(
                feature.Deviation > 0 && double.IsFinite(feature.Deviation),
                $"{name}.deviation",
                feature.Deviation,
                "it must be above 0"
            );
            Require(
                double.IsFinite(feature.Coefficient),
                $"{name}.coefficient",
                feature.Coefficient,
                "it must be a number"
            );
        }

        Require(
            Label.FallFraction is > 0 and < 1,
            "label.fallFraction",
            Label.FallFraction,
            "it must lie between 0 and 1"
        );
        Require(Label.WithinHours is > 0 and <= 168, "label.withinHours", Label.WithinHours, "it must be 1 to 168");
        Require(Training.FromAt < Training.ToAt, "training.toAt", Training.ToAt, "it must be after training.fromAt");
    }

    /// <summary>The log odds of features as they were read, in the order of <see cref="HazardFeature"/>.</summary>
    internal double Logit(ReadOnlySpan<double> features)
    {
        var logit = Intercept;
        for (var i = 0; i < features.Length; i++)
        {
            logit += Features[i].Contribution(features[i]);
        }

        return logit;
    }

    private static void Require(bool holds, string entry, object? value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The hazard model's {entry} is {value}; {rule}.")
            );
        }
    }
}

/// <summary>One feature's part of the model.</summary>
public sealed record HazardCoefficient
{
    /// <summary>The feature.</summary>
    public required HazardFeature Feature { get; init; }

    /// <summary>Its mean over the training hours, in its own unit.</summary>
    public required double Mean { get; init; }

    /// <summary>Its standard deviation over the training hours, in its own unit, above 0.</summary>
    public required double Deviation { get; init; }

    /// <summary>The change of the log odds by one standard deviation.</summary>
    public required double Coefficient { get; init; }

    /// <summary>The log odds that a value adds to the intercept.</summary>
    internal double Contribution(double value) => Coefficient * ((value - Mean) / Deviation);
}

/// <summary>What the model predicts: that the underlying's lowest hourly low within some hours is so far below the close.</summary>
public sealed record HazardLabel
{
    /// <summary>The fall from the close to the lowest low, a fraction in (0, 1).</summary>
    public required double FallFraction { get; init; }

    /// <summary>The hours after the close in which the low counts, 1 to 168.</summary>
    public required int WithinHours { get; init; }
}

/// <summary>The hours that a model was fitted on.</summary>
public sealed record HazardTraining
{
    /// <summary>The first hour's end, UTC.</summary>
    public required DateTimeOffset FromAt { get; init; }

    /// <summary>The time, UTC, by which every hour's label was decided.</summary>
    public required DateTimeOffset ToAt { get; init; }

    /// <summary>How many hours of all assets.</summary>
    public required int Hours { get; init; }

    /// <summary>How many of them had the fall ahead.</summary>
    public required int FallHours { get; init; }

    /// <summary>The ridge: half of it times the sum of squared coefficients was added to the negative log-likelihood.</summary>
    public required double Ridge { get; init; }
}
