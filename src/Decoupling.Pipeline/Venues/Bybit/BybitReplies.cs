namespace Decoupling.Pipeline.Venues.Bybit;

/// <summary>What all of Bybit's replies have in common once they are read.</summary>
internal static class BybitReplies
{
    /// <summary>Bybit's open interest adds longs and shorts; one side is a field of its own, or the half.</summary>
    public static decimal? OneSide(decimal? single, decimal? both) => single ?? both / 2;

    /// <summary>What a reply holds; one without result was refused when it was read.</summary>
    public static Reading<T> Result<T>(Reading<Reply<BybitReply<T>>> reading)
        where T : class => reading.Then<T>(reply => reply.Body.Result!);

    /// <summary>A result that is of the symbol that was asked for.</summary>
    public static Reading<T> Of<T>(string symbol, Reading<T> reading, Func<T, string?> symbolOf)
        where T : class =>
        reading.Then<T>(result => symbolOf(result) == symbol ? result : new Missing("the reply is of another symbol"));

    /// <summary>The symbol's own entry of a list.</summary>
    public static Reading<T> Only<T>(string symbol, Reading<BybitList<T>> reading, Func<T, string?> symbolOf)
        where T : class =>
        reading.Then<T>(result =>
            result.List?.FirstOrDefault(listed => listed is not null && symbolOf(listed) == symbol) is { } found
                ? found
                : new Missing("the reply does not hold the symbol")
        );
}
