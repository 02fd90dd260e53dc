using System.Text.Json;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Settings;

/// <summary>A wrong setting stops the start with its name, and no message repeats a secret.</summary>
public sealed class PipelineSettingsFaultTests
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    [Theory]
    [InlineData("Decoupling__Assets", ",")]
    [InlineData("Decoupling__Assets", "BTC/USD")]
    [InlineData("Decoupling__Assets", "ABCDEFGHIJKLMNOPQRSTU")]
    [InlineData("Decoupling__SlotMinutes", "five")]
    [InlineData("Decoupling__SlotMinutes", "NaN")]
    [InlineData("Decoupling__SlotMinutes", "7")]
    [InlineData("Decoupling__SlotMinutes", "0")]
    [InlineData("Decoupling__SlotMinutes", "-5")]
    [InlineData("Decoupling__SlotMinutes", "1e300")]
    [InlineData("Decoupling__SlotMinutes", "-1e300")]
    [InlineData("Decoupling__BlobServiceUri", "account.blob.core.windows.net")]
    [InlineData("Decoupling__TableServiceUri", "ftp://account")]
    [InlineData("Decoupling__SlackWebhookUrl", "hooks.slack.com")]
    [InlineData("Decoupling__TeamsWebhookUrl", "workflows.example/invoke")]
    [InlineData("Decoupling__DiscordWebhookUrl", "/api/webhooks/1/x")]
    [InlineData("Decoupling__PagerDutyRoutingKey", "0123")]
    [InlineData("Decoupling__PagerDutyAddress", "events.eu.pagerduty.com")]
    [InlineData("Decoupling__WebhookUrl", "ftp://receiver.example")]
    [InlineData("Decoupling__WebhookSecrets", "whsec_c2hvcnQ=")]
    [InlineData("Decoupling__WebhookSecrets", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")]
    [InlineData("Decoupling__AlertmanagerUrl", "receiver")]
    [InlineData("Decoupling__CloudEventsUrl", "file:///receiver")]
    [InlineData("Decoupling__HeartbeatUrl", "hc-ping.com/x")]
    [InlineData("Decoupling__DislocationEnter", "0")]
    [InlineData("Decoupling__DislocationEnter", "-1")]
    [InlineData("Decoupling__DislocationEnter", "Infinity")]
    [InlineData("Decoupling__DislocationEnter", "1,5")]
    [InlineData("Decoupling__DislocationLeave", "0")]
    [InlineData("Decoupling__DislocationLeave", "1.01")]
    [InlineData("Decoupling__DislocationLeave", "nan")]
    [InlineData("Decoupling__HazardAlert", "maybe")]
    [InlineData("Decoupling__HazardModelFile", "nowhere/model.json")]
    [InlineData("Decoupling__BinanceSpotAddress", "api.binance.com")]
    [InlineData("Decoupling__BinanceFuturesAddress", "file:///etc/hosts")]
    [InlineData("Decoupling__BybitAddress", "/v5")]
    [InlineData("Decoupling__BybitAddress", "http://api.bybit.com/")]
    [InlineData("Decoupling__BybitAddress", "https://api.bybit.com/v5")]
    [InlineData("Decoupling__MarginTiersFile", "nowhere/tiers.json")]
    [InlineData("Decoupling__FeesFile", "nowhere/fees.json")]
    [InlineData("Decoupling__FundingTermsFile", "nowhere/terms.json")]
    [InlineData("Decoupling__ReservesFile", "nowhere/reserves.json")]
    [InlineData("Decoupling__Accounts", "perhaps")]
    [InlineData("Decoupling__AccountRetentionDays", "0")]
    [InlineData("Decoupling__AccountRetentionDays", "3651")]
    [InlineData("Decoupling__AccountRetentionDays", "1e300")]
    [InlineData("Decoupling__RowRetentionDays", "39")]
    [InlineData("Decoupling__RowRetentionDays", "3651")]
    [InlineData("Decoupling__OkxAddress", "http://www.okx.com/")]
    [InlineData("Decoupling__Venues", "binance, mtgox")]
    [InlineData("Decoupling__Venues", ",")]
    [InlineData("Decoupling__Products", "spot, swaps")]
    [InlineData("Decoupling__Products", ",")]
    [InlineData("FetchSchedule", "*/5 * * * *")]
    [InlineData("SummarizeSchedule", "hourly")]
    [InlineData("CheckSchedule", "60 * * * * *")]
    [InlineData("DeliverSchedule", "00:00:30")]
    [InlineData("BaselineSchedule", "daily")]
    [InlineData("PurgeSchedule", "daily")]
    [InlineData("DigestSchedule", "at six")]
    [InlineData("Decoupling__Digest", "daily")]
    public void Read_WrongValue_NamesTheSetting(string name, string value)
    {
        var configuration = PipelineSettingsTests.Configuration(PipelineSettingsTests.Given((name, value)));

        Should.Throw<ArgumentException>(() => PipelineSettings.Read(configuration)).Message.ShouldStartWith(name);
    }

    [Fact]
    public void Read_StorageNotNamed_NamesTheSettings()
    {
        var thrown = Should.Throw<ArgumentException>(() =>
            PipelineSettings.Read(PipelineSettingsTests.Configuration())
        );

        thrown.Message.ShouldContain("Decoupling__BlobServiceUri");
        thrown.Message.ShouldContain("Decoupling__StorageConnectionString");
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Read_StorageNamedTwiceOrByHalf_IsRefused(bool blobs, bool tables, bool connectionString)
    {
        var settings = new List<(string, string)>();
        if (blobs)
        {
            settings.Add(("Decoupling__BlobServiceUri", "https://account.blob.core.windows.net"));
        }

        if (tables)
        {
            settings.Add(("Decoupling__TableServiceUri", "https://account.table.core.windows.net"));
        }

        if (connectionString)
        {
            settings.Add(("Decoupling__StorageConnectionString", "AccountKey=T0PKEY"));
        }

        var thrown = Should.Throw<ArgumentException>(() =>
            PipelineSettings.Read(PipelineSettingsTests.Configuration([.. settings]))
        );

        thrown.ToString().ShouldNotContain("T0PKEY");
    }

    [Theory]
    [InlineData("Decoupling__SlackWebhookUrl", "hooks.slack.com/services/T0PKEY")]
    [InlineData("Decoupling__TeamsWebhookUrl", "workflows.example/invoke?sig=T0PKEY")]
    [InlineData("Decoupling__DiscordWebhookUrl", "discord.com/api/webhooks/1/T0PKEY")]
    [InlineData("Decoupling__PagerDutyRoutingKey", "T0PKEY")]
    [InlineData("Decoupling__PagerDutyAddress", "T0PKEY@events.pagerduty.com")]
    [InlineData("Decoupling__WebhookUrl", "receiver.example/T0PKEY")]
    [InlineData("Decoupling__WebhookSecrets", "whsec_T0PKEY")]
    [InlineData("Decoupling__AlertmanagerUrl", "user:T0PKEY@receiver.example")]
    [InlineData("Decoupling__CloudEventsUrl", "receiver.example?key=T0PKEY")]
    [InlineData("Decoupling__HeartbeatUrl", "hc-ping.com/T0PKEY")]
    [InlineData("Decoupling__BlobServiceUri", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=T0PKEY")]
    [InlineData("Decoupling__TableServiceUri", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=T0PKEY")]
    [InlineData("Decoupling__BybitAddress", "user:T0PKEY@proxy:8080")]
    public void Read_SecretInAWrongValue_IsNotRepeated(string name, string value)
    {
        var configuration = PipelineSettingsTests.Configuration(PipelineSettingsTests.Given((name, value)));

        var thrown = Should.Throw<ArgumentException>(() => PipelineSettings.Read(configuration));

        thrown.ToString().ShouldNotContain("T0PKEY");
        thrown.ToString().ShouldContain(name);
    }

    [Fact]
    public void Read_Secrets_AreInNoTextOfTheOptions()
    {
        var options = PipelineSettings.Read(
            PipelineSettingsTests.Configuration(
                (
                    "Decoupling__StorageConnectionString",
                    "AccountKey=T0PKEY;BlobEndpoint=http://azurite:1;TableEndpoint=http://azurite:2"
                ),
                ("Decoupling__SlackWebhookUrl", "https://hooks.slack.com/services/T0PKEY"),
                ("Decoupling__TeamsWebhookUrl", "https://workflows.example/T0PKEY"),
                ("Decoupling__DiscordWebhookUrl", "https://discord.com/api/webhooks/1/T0PKEY"),
                ("Decoupling__PagerDutyRoutingKey", "T0PKEY6789abcdef0123456789abcdef"),
                ("Decoupling__WebhookUrl", "https://receiver.example/T0PKEY"),
                ("Decoupling__WebhookSecrets", "whsec_T0PKEYQFBgcICQoLDA0ODxAREhMUFRYX"),
                ("Decoupling__AlertmanagerUrl", "https://receiver.example/T0PKEY"),
                ("Decoupling__CloudEventsUrl", "https://receiver.example/T0PKEY"),
                ("Decoupling__HeartbeatUrl", "https://hc-ping.com/T0PKEY")
            )
        );

        options.ToString().ShouldNotContain("T0PKEY");
        options.Storage.ToString().ShouldNotContain("T0PKEY");
        options.Alerts.ToString().ShouldNotContain("T0PKEY");
        options.Alerts.Channels.ToString().ShouldNotContain("T0PKEY");
        JsonSerializer.Serialize(options.Alerts).ShouldNotContain("T0PKEY");
    }

    [Theory]
    [InlineData("Decoupling__WebhookUrl", "https://receiver.example/hook", "Decoupling__WebhookSecrets is not")]
    [InlineData("Decoupling__WebhookSecrets", Secret, "Decoupling__WebhookUrl is not")]
    [InlineData("Decoupling__WebhookSecrets", $"{Secret},{Secret},{Secret}", "holds 3 secrets")]
    public void Read_WebhookByHalfOrWithThreeSecrets_IsRefused(string name, string value, string reason)
    {
        (string, string)[] settings =
        [
            ("Decoupling__StorageConnectionString", "UseDevelopmentStorage=true"),
            (name, value),
        ];
        if (value.Contains(','))
        {
            settings = [.. settings, ("Decoupling__WebhookUrl", "https://receiver.example/hook")];
        }

        var thrown = Should.Throw<ArgumentException>(() =>
            PipelineSettings.Read(PipelineSettingsTests.Configuration(settings))
        );

        thrown.Message.ShouldContain(reason);
        thrown.Message.ShouldNotContain(Secret);
    }
}
