using System.Reflection;
using Decoupling.Results;

namespace Decoupling.Tests;

/// <summary>What every metric's result must keep: finite values only, none without Ok, a reason for every other status.</summary>
internal static class ResultContract
{
    /// <summary>Checks a result; <paramref name="exceptions"/> are the values that its docs let stand without Ok.</summary>
    public static void ShouldHold(MetricResult result, params string[] exceptions)
    {
        Enum.IsDefined(result.Status).ShouldBeTrue();
        result.SampleCount.ShouldBeGreaterThanOrEqualTo(0);
        (result.Reason is null).ShouldBe(result.Status == MetricStatus.Ok, result.ToString());

        foreach (var property in Values(result))
        {
            var value = property.GetValue(result);
            if (value is double number)
            {
                double.IsFinite(number).ShouldBeTrue($"{property.Name} of {result}");
            }

            if (result.Status != MetricStatus.Ok && !exceptions.Contains(property.Name))
            {
                value.ShouldBeNull($"{property.Name} of {result}");
            }
        }
    }

    private static IEnumerable<PropertyInfo> Values(MetricResult result) =>
        result
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => Nullable.GetUnderlyingType(property.PropertyType) is not null);
}
