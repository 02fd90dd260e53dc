namespace Decoupling.Pipeline.Venues;

/// <summary>What was read, or why there is nothing: a bad reply is normal, and says so without throwing.</summary>
/// <param name="Value">What was read, or <see langword="null"/>.</param>
/// <param name="Reason">Why nothing was read, as the end of a sentence; <see langword="null"/> if there is a value.</param>
internal readonly record struct Reading<T>(T? Value, string? Reason)
    where T : class
{
    /// <summary>Reads on from the value; a reason passes through.</summary>
    public Reading<TNext> Then<TNext>(Func<T, Reading<TNext>> next)
        where TNext : class => Value is { } value ? next(value) : new Reading<TNext>(null, Reason);

    /// <summary>A value is a reading.</summary>
    public static implicit operator Reading<T>(T value) => new(value, null);

    /// <summary>A reason is a reading without value.</summary>
    public static implicit operator Reading<T>(Missing missing) => new(null, missing.Reason);
}

/// <summary>The reason why something is missing, before it is known what.</summary>
internal readonly record struct Missing(string Reason);

/// <summary>A reply, and our clock around it.</summary>
internal sealed record Reply<T>(T Body, DateTimeOffset SentAt, DateTimeOffset ReceivedAt);
