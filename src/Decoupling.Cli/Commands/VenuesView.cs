using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Decoupling.Pipeline.Venues;
using Decoupling.Venues;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary>Shows what the venues give: a line a venue, then its limits, its instruments and what is missing.</summary>
internal static class VenuesView
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(IAnsiConsole console, IReadOnlyList<SurveyedVenue> venues)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("venue", "state", "offers", "asked for", "clock ahead", "latency", "instruments", "before");
        foreach (var venue in venues)
        {
            table.AddRow(
                new Text(venue.Venue),
                new Text(venue.State),
                new Text(VenueCatalog.Text(venue.Offered)),
                new Text(VenueCatalog.Text(venue.Asked)),
                new Text(
                    venue.Clock?.SkewMilliseconds is { } skew
                        ? $"{Text(skew)} ± {Text(venue.Clock.UncertaintyMilliseconds ?? 0)} ms"
                        : "-"
                ),
                new Text(venue.Latency is { } latency ? $"{Text(latency.TotalMilliseconds)} ms" : "-"),
                new Text(venue.Instruments.Count.ToString(CultureInfo.InvariantCulture)),
                new Text(venue.Health is { } health ? VenueColumns.Summarize(health) : "-")
            );
        }

        console.Write(table);
        foreach (var venue in venues)
        {
            foreach (var limit in venue.Limits)
            {
                console.WriteLine(
                    $"limit: {venue.Venue} {limit.Name}: {limit.Used} used of {limit.Documented} in {Text(limit.Window.TotalSeconds)} s, at most {limit.Taken} are taken"
                );
            }

            foreach (var asset in venue.Instruments.GroupBy(instrument => instrument.Asset))
            {
                console.WriteLine(
                    $"gives: {venue.Venue} {asset.Key}: {string.Join(", ", asset.Select(instrument => $"{instrument.Symbol} ({instrument.Kind})"))}"
                );
            }

            foreach (var reason in venue.Missing)
            {
                console.WriteLine($"missing: {venue.Venue}: {reason}");
            }
        }
    }

    /// <summary>A venue as one line of JSON.</summary>
    public static string Json(SurveyedVenue venue) =>
        JsonSerializer.Serialize(
            new
            {
                venue.Venue,
                venue.State,
                Offered = VenueCatalog.Text(venue.Offered),
                Asked = VenueCatalog.Text(venue.Asked),
                StateBefore = venue.Health?.State,
                venue.Health?.FailingSinceAt,
                venue.Health?.NextAskAt,
                HeldUntilAt = venue.Hold?.UntilAt,
                ClockSkewMilliseconds = venue.Clock?.SkewMilliseconds,
                ClockUncertaintyMilliseconds = venue.Clock?.UncertaintyMilliseconds,
                LatencyMilliseconds = venue.Latency?.TotalMilliseconds,
                Limits = venue.Limits.Select(limit => new
                {
                    limit.Name,
                    limit.Documented,
                    WindowSeconds = limit.Window.TotalSeconds,
                    limit.Taken,
                    limit.Used,
                }),
                Instruments = venue.Instruments.Select(instrument => new
                {
                    instrument.Asset,
                    instrument.Kind,
                    instrument.Symbol,
                }),
                venue.Missing,
            },
            s_json
        );

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
