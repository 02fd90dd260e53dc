namespace Decoupling.Baselines;

/// <summary>The order of derivatives in digests and baselines: by venue and symbol, in no culture.</summary>
internal sealed class DerivativeOrder : IComparer<(string Venue, string Symbol)>
{
    public static readonly DerivativeOrder Ordinal = new();

    public int Compare((string Venue, string Symbol) x, (string Venue, string Symbol) y)
    {
        var venue = string.CompareOrdinal(x.Venue, y.Venue);
        return venue != 0 ? venue : string.CompareOrdinal(x.Symbol, y.Symbol);
    }
}
