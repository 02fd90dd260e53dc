using System.Globalization;

namespace Decoupling.Cascades;

/// <summary>Numbers as a reason names them.</summary>
internal static class CascadeText
{
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
