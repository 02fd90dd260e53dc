using System.Globalization;
using System.Text.Json;
using Decoupling.Reference;

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
    /// <param name="fileName">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is no such file, or an entry is refused; the message names the file, the line and the place.</exception>
    public static HazardModel Parse(string json, string fileName = "hazard-model.json")
    {
        var model = ReferenceFile.Read(json, fileName, HazardModelJson.Default.HazardModel);
        return model.FindFault() is { } fault
            ? throw ReferenceFile.Fault(json, fileName, $"$.{fault.Path}", fault.What)
            : model;
    }

    /// <summary>The file's text; <see cref="Parse"/> reads it back.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, HazardModelJson.Default.HazardModel) + "\n";

    /// <summary>Refuses a model that cannot be scored with.</summary>
    /// <exception cref="ArgumentException">Names the entry and says why.</exception>
    public void Validate()
    {
        if (FindFault() is { } fault)
        {
            throw new ArgumentException($"The hazard model's {fault.Path}: {fault.What}");
        }
    }

    private (string Path, string What)? FindFault() =>
        FindFaultOfHead()
        ?? Enumerable
            .Range(0, HazardFeatures.Count)
            .Select(FindFaultOfFeature)
            .FirstOrDefault(fault => fault is not null);

    private (string Path, string What)? FindFaultOfHead() =>
        SchemaVersion != CurrentSchemaVersion
            ? ("schemaVersion", Say($"{SchemaVersion}; {CurrentSchemaVersion} is read."))
        : string.IsNullOrWhiteSpace(Data) ? ("data", "it does not say what the fit was made on.")
        : !double.IsFinite(Intercept) ? ("intercept", Say($"{Intercept} is no number."))
        : Label.FallFraction is not (> 0 and < 1)
            ? ("label.fallFraction", Say($"{Label.FallFraction} does not lie between 0 and 1."))
        : Label.WithinHours is < 1 or > 168
            ? ("label.withinHours", Say($"{Label.WithinHours} is not within 1 and 168."))
        : Training.FromAt >= Training.ToAt ? ("training.toAt", Say($"{Training.ToAt:u} is not after training.fromAt."))
        : Features.Count != HazardFeatures.Count
            ? ("features", Say($"there are {Features.Count} and not {HazardFeatures.Count}."))
        : null;

    private (string Path, string What)? FindFaultOfFeature(int index)
    {
        var feature = Features[index];
        var path = Say($"features[{index}]");
        return feature.Feature != (HazardFeature)index
                ? ($"{path}.feature", $"{feature.Feature} stands where {(HazardFeature)index} belongs.")
            : !double.IsFinite(feature.Mean) ? ($"{path}.mean", Say($"{feature.Mean} is no number."))
            : !(feature.Deviation > 0 && double.IsFinite(feature.Deviation))
                ? ($"{path}.deviation", Say($"{feature.Deviation} is not above 0."))
            : !double.IsFinite(feature.Coefficient)
                ? ($"{path}.coefficient", Say($"{feature.Coefficient} is no number."))
            : null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

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
