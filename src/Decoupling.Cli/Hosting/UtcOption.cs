using System.CommandLine;
using System.Globalization;

namespace Decoupling.Cli.Hosting;

/// <summary>An option that is a time: without a zone it is UTC, wherever the command runs.</summary>
internal static class UtcOption
{
    public static Option<DateTimeOffset?> Create(string name, string description, bool isRequired = false) =>
        new(name)
        {
            Description = description,
            Required = isRequired,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                var isTime = DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out var at
                );
                if (!isTime)
                {
                    result.AddError($"{name}: '{text}' is no time. Write 2026-01-05 or 2026-01-05T12:00Z.");
                }

                return isTime ? at : null;
            },
        };
}
