using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Crowding;

/// <summary>What every crowding metric refuses as a quantity, and in which words.</summary>
internal static class Quantity
{
    /// <summary>The refusal of a number that is negative or none, or <see langword="null"/>.</summary>
    public static Refusal? Check(string name, double value) =>
        double.IsFinite(value) && value >= 0
            ? null
            : new Refusal(
                MetricStatus.InvalidInput,
                string.Create(CultureInfo.InvariantCulture, $"The {name} is {value}, not a quantity.")
            );
}
