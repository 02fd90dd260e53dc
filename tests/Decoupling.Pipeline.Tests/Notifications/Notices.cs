using Decoupling.Alerts;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Notifications as they wait in the outbox.</summary>
internal static class Notices
{
    public static AlertNotification Fired { get; } =
        new()
        {
            Id = "dislocation/BTC/bybit/BTCUSDT/1/fired",
            AlertKey = "dislocation/BTC/bybit/BTCUSDT",
            Kind = NotificationKind.Fired,
            Rule = "dislocation",
            Title = "dislocation",
            Severity = AlertSeverity.Warning,
            Asset = "BTC",
            Venue = "bybit",
            Symbol = "BTCUSDT",
            SlotAt = new DateTimeOffset(2026, 1, 5, 13, 5, 0, TimeSpan.Zero),
            SinceAt = new DateTimeOffset(2026, 1, 5, 13, 5, 0, TimeSpan.Zero),
            Value = 1.4,
            PeakValue = 1.4,
            EnterLevel = 1,
            LeaveLevel = 0.6,
            Direction = AlertDirection.AtLeast,
            Unit = "× both floors",
            Summary = "BTC on bybit stands 21 bp above its reference.",
            Facts = [new AlertFact("BasisBps", "21"), new AlertFact("BasisRobustZ", "7.3")],
        };

    public static AlertNotification Resolved { get; } =
        Fired with
        {
            Id = "dislocation/BTC/bybit/BTCUSDT/1/resolved",
            Kind = NotificationKind.Resolved,
            SlotAt = Fired.SlotAt + TimeSpan.FromMinutes(100),
            Value = 0.4321,
            PeakValue = 3.25,
        };

    /// <summary>With everything that a message can show of one alert.</summary>
    public static AlertNotification Full { get; } =
        Fired with
        {
            Verdict = "VenueLocal",
            DataAge = TimeSpan.FromSeconds(12),
            Coverage = "3 of 4 venues.",
            NextStep = "Compare the venues.",
            Drivers =
            [
                new AlertDriver("basis", 0.625),
                new AlertDriver("funding", 0.25),
                new AlertDriver("depth", 0.125),
            ],
        };

    /// <summary>A message for two alerts, of which the other has no value.</summary>
    public static AlertNotification Group { get; } =
        Fired with
        {
            AlertKey = "dislocation/BTC",
            Members =
            [
                new AlertMember("dislocation/BTC/bybit/BTCUSDT", "bybit", "BTCUSDT", 1.4),
                new AlertMember("dislocation/BTC/okx/BTC-SWAP", "okx", "BTC-SWAP", null),
            ],
        };

    /// <summary>The same text wherever a venue, a row or a rule can put one.</summary>
    public static AlertNotification Of(string text) =>
        Full with
        {
            Id = text,
            AlertKey = text,
            Rule = text,
            Title = text,
            Asset = text,
            Venue = text,
            Symbol = text,
            Unit = text,
            Summary = text,
            Verdict = text,
            Coverage = text,
            NextStep = text,
            Facts = [new AlertFact(text, text)],
            Drivers = [new AlertDriver(text, 1)],
            Members = [new AlertMember(text, text, text, null)],
        };

    /// <summary>Every text of 10,000 characters: a beginning, then a piece over and over.</summary>
    public static AlertNotification Worst(string beginning, string piece)
    {
        var text = beginning + string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
        return Fired with
        {
            Id = text,
            AlertKey = text,
            Rule = text,
            Title = text,
            Asset = text,
            Venue = text,
            Symbol = text,
            Unit = text,
            Summary = text,
            Value = double.MaxValue,
            PeakValue = double.MinValue,
            EnterLevel = double.Epsilon,
            SinceAt = DateTimeOffset.MinValue,
            Facts = [.. Enumerable.Repeat(new AlertFact(text, text), 40)],
            Verdict = text,
            Coverage = text,
            NextStep = text,
            DataAge = TimeSpan.MaxValue,
            ChangeOver = TimeSpan.MaxValue,
            Drivers = [.. Enumerable.Repeat(new AlertDriver(text, double.MaxValue), 3)],
            Members = [.. Enumerable.Repeat(new AlertMember(text, text, text, double.MaxValue), 33)],
        };
    }
}
