using System.Buffers;

namespace Decoupling.Numerics;

/// <summary>A buffer from the pool for the length of a <see langword="using"/>; what stands in it before is arbitrary.</summary>
internal readonly ref struct Rented<T>(int count)
{
    private readonly T[] _array = ArrayPool<T>.Shared.Rent(count);

    public Span<T> Span => _array.AsSpan(0, count);

    public void Dispose() => ArrayPool<T>.Shared.Return(_array);
}
