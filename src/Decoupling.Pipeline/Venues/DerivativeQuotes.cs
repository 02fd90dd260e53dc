using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>What every derivative quotes now.</summary>
/// <param name="Mark">The mark price.</param>
/// <param name="Index">The index price.</param>
/// <param name="OpenInterest">Open interest, valued at the mark price.</param>
internal sealed record DerivativeQuotes(
    Reading<PriceQuote> Mark,
    Reading<PriceQuote> Index,
    Reading<OpenInterestQuote> OpenInterest
);
