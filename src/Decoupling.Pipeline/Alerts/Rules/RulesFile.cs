using System.Text;
using System.Text.Json;
using Decoupling.Accounts.Columns;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring.Columns;
using Decoupling.Summaries;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Alerts.Rules;

/// <summary>Alert rules as a JSON file: the ones that ship, or the user's own in the same form.</summary>
public static class RulesFile
{
    private const int SchemaVersion = 1;
    private const string Shipped = "default-rules.json";

    private static readonly Dictionary<string, Dictionary<string, Type>> s_columns = new(StringComparer.Ordinal)
    {
        [ResultTableNames.DecouplingScores] = DecouplingScoreColumns.All.ToDictionary(
            column => column.Name,
            column => column.Type
        ),
        [ResultTableNames.LiquidationRisk] = LiquidationRiskColumns.All.ToDictionary(
            column => column.Name,
            column => column.Type
        ),
        [ResultTableNames.Venues] = VenueColumns.All.ToDictionary(column => column.Name, column => column.Type),
        [ResultTableNames.RiskSummaries] = RiskSummaryColumns.All.ToDictionary(
            column => column.Name,
            column => column.Type
        ),
        [ResultTableNames.AccountRisk] = AccountRiskColumns.All.ToDictionary(
            column => column.Name,
            column => column.Type
        ),
    };

    /// <summary>The rules that ship.</summary>
    public static IReadOnlyList<AlertRule> ReadShipped()
    {
        using var stream =
            typeof(RulesFile).Assembly.GetManifestResourceStream(Shipped)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Shipped}.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), Shipped);
    }

    /// <summary>The user's own rules.</summary>
    /// <exception cref="ArgumentException">The file is missing or wrong; the message names it, the rule and the line.</exception>
    public static IReadOnlyList<AlertRule> Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file), file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"The rules file {file} (Decoupling__RulesFile) cannot be read: {failure.Message}"
            );
        }
    }

    /// <summary>Reads rules from text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="ArgumentException">The text is wrong; the message names the file, the rule and the line.</exception>
    public static IReadOnlyList<AlertRule> Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var wire = Deserialize(text, file);
        if (wire.SchemaVersion != SchemaVersion)
        {
            throw new ArgumentException($"{file} has schemaVersion {wire.SchemaVersion}; this version reads 1.");
        }

        var lines = RuleLines.Of(Encoding.UTF8.GetBytes(text));
        for (var i = 0; i < wire.Rules.Count; i++)
        {
            if (FindFault(wire.Rules, i) is { } fault)
            {
                throw new ArgumentException($"{file}, line {lines[i]}: {fault}");
            }
        }

        return wire.Rules;
    }

    private static RulesFileWire Deserialize(string text, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RulesJson.File) ?? throw new ArgumentException($"{file} is null.");
        }
        catch (JsonException fault)
        {
            var where = fault.Path is { Length: > 1 } path ? $" at {path}" : "";
            var sentence = fault.Message.Split(" Path:")[0];
            throw new ArgumentException($"{file}, line {fault.LineNumber + 1 ?? 1}{where}: {sentence}");
        }
    }

    private static string? FindFault(IReadOnlyList<AlertRule> rules, int index)
    {
        if (rules[index] is not { } rule)
        {
            return $"Rule {index + 1} is null.";
        }

        if (HasNull(rule))
        {
            return $"Rule '{rule.Name}' has a null in a list.";
        }

        try
        {
            rule.Validate();
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }

        if (rules.Take(index).Any(other => other.Name == rule.Name))
        {
            return $"Rule '{rule.Name}' is there twice.";
        }

        var stranger = rule.InhibitedBy.FirstOrDefault(name => rules.All(other => other.Name != name));
        return stranger is not null
            ? $"Rule '{rule.Name}' is inhibited by '{stranger}', which is no rule of the file."
            : FindFaultOfColumns(rule);
    }

    private static bool HasNull(AlertRule rule) =>
        rule.Levels.Any(level => level is null)
        || rule.Hours.Any(hours => hours is null)
        || new[] { rule.Assets, rule.Venues, rule.Verdicts, rule.InhibitedBy, rule.Channels, rule.ShownColumns }.Any(
            list => list.Any(text => text is null)
        );

    private static string? FindFaultOfColumns(AlertRule rule)
    {
        if (!ResultTableNames.All.Contains(rule.Table, StringComparer.Ordinal))
        {
            return $"Rule '{rule.Name}' reads the table '{rule.Table}', which is no result table.";
        }

        if (!s_columns.TryGetValue(rule.Table, out var columns))
        {
            return null;
        }

        var missing = rule.ShownColumns.Prepend(rule.Column).FirstOrDefault(name => !columns.ContainsKey(name));
        return missing is not null
                ? $"Rule '{rule.Name}' reads the column '{missing}', which {rule.Table} does not have."
            : columns[rule.Column] == typeof(double) || columns[rule.Column] == typeof(int) ? null
            : $"Rule '{rule.Name}' compares the column '{rule.Column}', which is no number.";
    }
}
