using Decoupling.Alerts;
using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications;
using Decoupling.Quality;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Sizing;
using Decoupling.Snapshots;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Tests.Contract;

/// <summary>infra/tables.md lists every value that a text column of few values may hold.</summary>
public sealed class TableValuesTests
{
    [Fact]
    public void Document_StatusOfAMeasure_HasEveryValue() => Check<MetricStatus>("Status, and every …Status");

    [Fact]
    public void Document_KindOfADerivative_HasEveryValue() => Check<InstrumentKind>("Kind of a derivative");

    [Fact]
    public void Document_DislocationSeverity_HasEveryValue() => Check<DislocationSeverity>("DislocationSeverity");

    [Fact]
    public void Document_VenueVerdict_HasEveryValue() => Check<VenueVerdict>("VenueVerdict");

    [Fact]
    public void Document_DataStatus_HasEveryValue() => Check<DataStatus>("DataStatus");

    [Fact]
    public void Document_GatesInDataFindings_HasEveryValue() => Check<QualityGate>("Gates in DataFindings");

    [Fact]
    public void Document_EntryEvidence_HasEveryValue() => Check<EntryEvidence>("EntryEvidence");

    [Fact]
    public void Document_LiquidationOutcome_HasEveryValue() => Check<LiquidationOutcome>("LiquidationOutcome");

    [Fact]
    public void Document_LiquidationCoverage_HasEveryValue() => Check<LiquidationCoverage>("LiquidationCoverage");

    [Fact]
    public void Document_CascadeOutcome_HasEveryValue() => Check<CascadeOutcome>("Cascade…Outcome");

    [Fact]
    public void Document_LoopOutcome_HasEveryValue() => Check<LoopGainOutcome>("FallLoopOutcome and RiseLoopOutcome");

    [Fact]
    public void Document_AccountState_HasEveryValue() => Check<AccountState>("AccountState");

    [Fact]
    public void Document_BindingLimit_HasEveryValue() => Check<LeverageLimit>("BindingLimit");

    [Fact]
    public void Document_StatusOfASlot_HasEveryValue() => Check<SlotStatus>("Status of a slot");

    [Fact]
    public void Document_StateOfAVenue_HasEveryValue() => Check<VenueState>("State of a venue");

    [Fact]
    public void Document_PhaseOfAnAlert_HasEveryValue() => Check<AlertPhase>("Phase of an alert");

    [Fact]
    public void Document_SeverityOfAnAlert_HasEveryValue() => Check<AlertSeverity>("Severity of an alert");

    [Fact]
    public void Document_KindOfANotification_HasEveryValue() => Check<NotificationKind>("Kind of a notification");

    [Fact]
    public void Document_CauseOfWhatIsHeldBack_HasEveryValue() => Check<SuppressionCause>("Cause of what is held back");

    [Fact]
    public void Document_OutcomeOfANotification_HasEveryValue() =>
        Check("Outcome of a notification", [.. Enum.GetNames<DeliveryKind>(), "GivenUp", "HeldBack"]);

    private static void Check<TValue>(string heading)
        where TValue : struct, Enum => Check(heading, Enum.GetNames<TValue>());

    private static void Check(string heading, string[] values) =>
        DocumentTables.FirstColumn("infra/tables.md", $"### {heading}").ShouldBe(values, ignoreOrder: true);
}
