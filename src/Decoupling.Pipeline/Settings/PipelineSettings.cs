using Decoupling.Pipeline.Alerts.Rules;
using Decoupling.Pipeline.Reference;
using Decoupling.Pipeline.Venues;
using Decoupling.Scoring;
using Microsoft.Extensions.Configuration;
using static Decoupling.Pipeline.Settings.SettingText;

namespace Decoupling.Pipeline.Settings;

/// <summary>Reads the options from settings, as the Functions app and the CLI both have them. Messages name the setting and never repeat a secret.</summary>
public static class PipelineSettings
{
    private const double MinutesPerDay = 1_440;
    private const double MostDays = 1_000_000;

    /// <summary>Every setting that is read, with its default and what it does: the README's table.</summary>
    public static IReadOnlyList<SettingDescription> All { get; } =
    [
        new("Decoupling__Assets", "BTC,ETH", "the underlyings, separated by commas"),
        new("Decoupling__SlotMinutes", "5", "minutes from one slot to the next and of each bar: 1, 3, 5, 15, 30 or 60"),
        new("Decoupling__BlobServiceUri", "", "the blob service of a storage account, with the identity's rights"),
        new("Decoupling__TableServiceUri", "", "the table service of the same account"),
        new("Decoupling__ManagedIdentityClientId", "", "the client id of a user-assigned identity"),
        new("Decoupling__StorageConnectionString", "", "a connection string instead, for Azurite only"),
        .. ChannelSettings.All,
        new("Decoupling__DislocationEnter", "1", "the dislocation, in × both floors, at which an alert fires"),
        new("Decoupling__DislocationLeave", "0.6", "the dislocation at which it resolves"),
        new(
            "Decoupling__RulesFile",
            "",
            "your own alert rules, in the form of `default-rules.json`, instead of those that ship"
        ),
        new("Decoupling__HazardAlert", "true", "whether the state of elevated risk is told as Info: true or false"),
        new(
            "Decoupling__Digest",
            "true",
            "whether a digest of the day before is told once a day as Info: true or false"
        ),
        .. VenueSettings.All,
        new("Decoupling__MarginTiersFile", "", "your own margin tables, in the form of `margin-tiers.json`"),
        new("Decoupling__FeesFile", "", "your own trading fees, in the form of `fees.json`"),
        new(
            "Decoupling__ReservesFile",
            "",
            "reserves, insurance funds and leveraged funds as you count them; see below"
        ),
        new("Decoupling__FundingTermsFile", "", "your own funding terms, in the form of `funding-terms.json`"),
        new("Decoupling__HazardModelFile", "", "your own hazard coefficients, as `decoupling hazard fit` writes them"),
        new("Decoupling__Accounts", "true", "whether positions files in the container `accounts` are answered"),
        new("Decoupling__AccountRetentionDays", "30", "days that rows of `AccountRisk` are kept: 1 to 3650"),
        new("Decoupling__RowRetentionDays", "365", "days that rows of the other tables are kept: 40 to 3650"),
        new("FetchSchedule", "10 */5 * * * *", "when to fetch: six-field NCRONTAB in UTC"),
        new("SummarizeSchedule", "0 2 * * * *", "when to summarise"),
        new("CheckSchedule", "40 */5 * * * *", "when to account for missed slots"),
        new("DeliverSchedule", "*/30 * * * * *", "when to sweep the outbox"),
        new("BaselineSchedule", "0 20 0 * * *", "when to build the day's baselines"),
        new("PurgeSchedule", "0 15 3 * * *", "when to delete rows whose retention is over"),
        new("DigestSchedule", "0 10 6 * * *", "when to tell what the day before was like"),
    ];

    /// <summary>Reads and checks all areas.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range; the message names it.</exception>
    public static PipelineOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = configuration.GetSection(Section);
        var options = ReadUnchecked(settings) with { Schedules = ReadSchedules(configuration) };
        options.Validate();
        return options;
    }

    /// <summary>Reads what fetching one asset needs; storage is not asked for.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range, or the asset is none; the message names it.</exception>
    public static PipelineOptions ReadForFetch(
        IConfiguration configuration,
        string asset,
        IReadOnlyList<string>? venues = null
    )
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = ReadUnchecked(configuration.GetSection(Section));
        var watchlist = options.Fetch.Watchlist is { } watched && watched.Assets.Contains(asset) ? watched : null;
        options = options with { Fetch = options.Fetch with { Assets = [asset], Watchlist = watchlist } };
        if (venues is { Count: > 0 })
        {
            options = options with
            {
                // Who names a venue wants to see it, watched or not.
                Fetch = options.Fetch with
                {
                    Watchlist = null,
                },
                Venues = VenueSettings.Enable(options.Venues, [.. venues], "--venue"),
            };
        }

        options.Fetch.Validate();
        options.Venues.Validate();
        return options;
    }

    /// <summary>Reads what asking the venues needs; storage is not asked for, and used where it is given.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static PipelineOptions ReadForVenues(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = ReadUnchecked(configuration.GetSection(Section));
        options.Fetch.Validate();
        options.Venues.Validate();
        if (options.Storage != new StorageOptions())
        {
            options.Storage.Validate();
        }

        return options;
    }

    /// <summary>Reads what scoring a snapshot needs.</summary>
    /// <exception cref="ArgumentException">A data file is missing or wrong; the message names it.</exception>
    public static ScoringOptions ReadForScoring(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ReadScoring(configuration.GetSection(Section));
    }

    /// <summary>Reads which channels are told; nothing else is asked for.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static ChannelOptions ReadForChannels(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ChannelSettings.Read(configuration.GetSection(Section));
    }

    private static PipelineOptions ReadUnchecked(IConfigurationSection settings)
    {
        var defaults = new PipelineOptions();
        var slotLength = Minutes(settings, "SlotMinutes") ?? defaults.Fetch.SlotLength;
        var watchlist = Text(settings, "Watchlist") is { } watched ? WatchlistText.Read(watched) : null;
        var assets = Text(settings, "Assets") is { } named ? List(named) : defaults.Fetch.Assets;
        return defaults with
        {
            Fetch = defaults.Fetch with
            {
                Assets = watchlist?.Assets ?? assets,
                Watchlist = watchlist,
                SlotLength = slotLength,
                Reserves = ReferenceTables.Reserves(Text(settings, "ReservesFile")),
            },
            Storage = new StorageOptions
            {
                BlobServiceUri = Address(settings, "BlobServiceUri"),
                TableServiceUri = Address(settings, "TableServiceUri"),
                ManagedIdentityClientId = Text(settings, "ManagedIdentityClientId"),
                ConnectionString = Text(settings, "StorageConnectionString"),
            },
            Alerts = defaults.Alerts with
            {
                Channels = ChannelSettings.Read(settings),
                DislocationEnter = Number(settings, "DislocationEnter") ?? defaults.Alerts.DislocationEnter,
                DislocationLeave = Number(settings, "DislocationLeave") ?? defaults.Alerts.DislocationLeave,
                Hazard = Flag(settings, "HazardAlert") ?? defaults.Alerts.Hazard,
                Digest = Flag(settings, "Digest") ?? defaults.Alerts.Digest,
                OwnRules = Text(settings, "RulesFile") is { } rules ? RulesFile.Read(rules) : null,
            },
            Accounts = new AccountFilesOptions
            {
                IsEnabled = Flag(settings, "Accounts") ?? defaults.Accounts.IsEnabled,
                Retention = Days(settings, "AccountRetentionDays") ?? defaults.Accounts.Retention,
            },
            Rows = new RowOptions { Retention = Days(settings, "RowRetentionDays") ?? defaults.Rows.Retention },
            Venues = VenueSettings.Read(settings, defaults.Venues).WithAlso(watchlist) with
            {
                QueueTimeout = QueueTimeout(slotLength),
            },
            Scoring = ReadScoring(settings),
        };
    }

    // A slot is to be stored and scored before the next begins.
    private static TimeSpan QueueTimeout(TimeSpan slotLength)
    {
        var longest = new VenueOptions().QueueTimeout;
        return slotLength > TimeSpan.Zero && 0.4 * slotLength < longest ? 0.4 * slotLength : longest;
    }

    private static ScoringOptions ReadScoring(IConfigurationSection settings) =>
        ReferenceTables.Scoring(
            new ReferenceFiles(
                Text(settings, "MarginTiersFile"),
                Text(settings, "FeesFile"),
                Text(settings, "FundingTermsFile"),
                Text(settings, "HazardModelFile")
            )
        );

    private static ScheduleOptions ReadSchedules(IConfiguration configuration)
    {
        var defaults = new ScheduleOptions();
        return new ScheduleOptions
        {
            Fetch = Text(configuration, "FetchSchedule") ?? defaults.Fetch,
            Summarize = Text(configuration, "SummarizeSchedule") ?? defaults.Summarize,
            Check = Text(configuration, "CheckSchedule") ?? defaults.Check,
            Deliver = Text(configuration, "DeliverSchedule") ?? defaults.Deliver,
            Baseline = Text(configuration, "BaselineSchedule") ?? defaults.Baseline,
            Purge = Text(configuration, "PurgeSchedule") ?? defaults.Purge,
            Digest = Text(configuration, "DigestSchedule") ?? defaults.Digest,
        };
    }

    private static TimeSpan? Minutes(IConfigurationSection settings, string name) =>
        Number(settings, name) switch
        {
            null => null,
            // Far beyond a day no TimeSpan holds it.
            { } minutes when Math.Abs(minutes) > MinutesPerDay => throw new ArgumentException(
                $"{Section}__{name} is {minutes}; more than a day is no slot."
            ),
            { } minutes => TimeSpan.FromMinutes(minutes),
        };

    private static TimeSpan? Days(IConfigurationSection settings, string name) =>
        Number(settings, name) switch
        {
            null => null,
            // Far beyond a lifetime no TimeSpan holds it.
            { } days when Math.Abs(days) > MostDays => throw new ArgumentException(
                $"{Section}__{name} is {days}; that is no number of days."
            ),
            { } days => TimeSpan.FromDays(days),
        };
}
