namespace Decoupling.Accounts;

/// <summary>What every account is asked.</summary>
public static class AccountGrid
{
    /// <summary>The horizons of the odds: an hour, a funding round, a day, a week.</summary>
    public static IReadOnlyList<TimeSpan> Horizons { get; } =
    [TimeSpan.FromHours(1), TimeSpan.FromHours(8), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];

    /// <summary>The moves that are tried, fractions of the mark price: falls, then rises, of 1 to 20 %.</summary>
    public static IReadOnlyList<double> Moves { get; } = [-0.01, -0.02, -0.05, -0.1, -0.2, 0.01, 0.02, 0.05, 0.1, 0.2];
}
