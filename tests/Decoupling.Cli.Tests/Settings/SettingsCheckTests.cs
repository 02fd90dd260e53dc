using Decoupling.Cli.Settings;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Cli.Tests.Settings;

public sealed class SettingsCheckTests
{
    [Fact]
    public void FindFaults_SeveralAreWrong_NamesEachOnce()
    {
        var faults = SettingsCheck.FindFaults(
            Configuration(
                ("Decoupling__Assets", "BTC/USD"),
                ("Decoupling__SlotMinutes", "seven"),
                ("Decoupling__BlobServiceUri", "account"),
                ("Decoupling__SlackWebhookUrl", "hooks.slack.com/T0PKEY"),
                ("Decoupling__HazardAlert", "maybe"),
                ("Decoupling__MarginTiersFile", "nowhere/tiers.json"),
                ("Decoupling__AccountRetentionDays", "0"),
                ("FetchSchedule", "hourly"),
                ("PurgeSchedule", "61 * * * * *")
            )
        );

        faults
            .Select(fault => fault.Split(' ')[0])
            .ShouldBe(
                [
                    "Decoupling__Assets",
                    "Decoupling__SlotMinutes",
                    "Decoupling__BlobServiceUri",
                    "Decoupling__SlackWebhookUrl",
                    "Decoupling__HazardAlert",
                    "Decoupling__MarginTiersFile",
                    "Decoupling__AccountRetentionDays",
                    "FetchSchedule",
                    "PurgeSchedule",
                ],
                ignoreOrder: true
            );
        string.Concat(faults).ShouldNotContain("T0PKEY");
    }

    [Fact]
    public void FindFaults_NothingSet_FindsNone() => SettingsCheck.FindFaults(Configuration()).ShouldBeEmpty();

    [Fact]
    public void FindFaults_HalfAStorageAndAnotherFault_FindsBoth()
    {
        var faults = SettingsCheck.FindFaults(
            Configuration(
                ("Decoupling__TableServiceUri", "https://account.table.core.windows.net"),
                ("CheckSchedule", "never")
            )
        );

        faults.Count.ShouldBe(2);
        faults[0].ShouldContain("Decoupling__BlobServiceUri");
        faults[1].ShouldStartWith("CheckSchedule");
    }

    [Fact]
    public void FindFaults_LevelsThatOnlyFitEachOther_NamesTheSecondOnly() =>
        SettingsCheck
            .FindFaults(Configuration(("Decoupling__DislocationEnter", "2"), ("Decoupling__DislocationLeave", "3")))
            .ShouldHaveSingleItem()
            .ShouldStartWith("Decoupling__DislocationLeave");

    [Theory]
    [InlineData("Decoupling__Asset", "Decoupling__Assets")]
    [InlineData("Decoupling__SlackWebhookURI", "Decoupling__SlackWebhookUrl")]
    [InlineData("Decoupling__slotminute", "Decoupling__SlotMinutes")]
    [InlineData("FetchSchedul", "FetchSchedule")]
    [InlineData("Decoupling__Colour", null)]
    public void FindUnknown_NameThatIsNone_SuggestsTheNearest(string name, string? nearest) =>
        SettingsCheck.FindUnknown(Configuration((name, "x"))).ShouldBe([(name, nearest)]);

    [Theory]
    [InlineData("DECOUPLING__ASSETS")]
    [InlineData("BackupSchedule")]
    [InlineData("PATH")]
    public void FindUnknown_KnownOrForeign_SaysNothing(string name) =>
        SettingsCheck.FindUnknown(Configuration((name, "x"))).ShouldBeEmpty();

    internal static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting =>
                    KeyValuePair.Create(
                        setting.Name.Replace("__", ":", StringComparison.Ordinal),
                        (string?)setting.Value
                    )
                )
            )
            .Build();
}
