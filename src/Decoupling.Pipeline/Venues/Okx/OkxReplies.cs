namespace Decoupling.Pipeline.Venues.Okx;

/// <summary>What all of OKX's replies have in common once they are read.</summary>
internal static class OkxReplies
{
    /// <summary>The list that a reply holds; one without was refused when it was read.</summary>
    public static Reading<IReadOnlyList<T>> Data<T>(Reading<Reply<OkxReply<T>>> reading) =>
        reading.Then<IReadOnlyList<T>>(reply => new Reading<IReadOnlyList<T>>(reply.Body.Data!, null));

    /// <summary>The entry of the symbol that was asked for.</summary>
    public static Reading<T> Only<T>(string symbol, Reading<Reply<OkxReply<T?>>> reading, Func<T, string?> symbolOf)
        where T : class =>
        Data(reading)
            .Then<T>(data =>
                data.FirstOrDefault(entry => entry is not null && symbolOf(entry) == symbol) is { } found
                    ? found
                    : new Missing("the reply does not hold the symbol")
            );

    /// <summary>The first entry of a list of one.</summary>
    public static Reading<T> First<T>(Reading<Reply<OkxReply<T?>>> reading)
        where T : class =>
        Data(reading).Then<T>(data => data is [{ } first, ..] ? first : new Missing("the reply is empty"));
}
