using System.Globalization;

namespace Decoupling.Liquidation;

/// <summary>What is wrong with a margin table, and in which tier, from 0; <see langword="null"/> for the table as a whole.</summary>
internal readonly record struct MarginTierFault(int? Tier, string What)
{
    public override string ToString() =>
        Tier is { } tier ? string.Create(CultureInfo.InvariantCulture, $"In margin tier {tier} {What}.") : What;
}

/// <summary>The refusal of a margin table, which says in which tier it is wrong.</summary>
internal sealed class MarginTierException(MarginTierFault fault, string parameter)
    : ArgumentException(fault.ToString(), parameter)
{
    public MarginTierFault Fault => fault;
}
