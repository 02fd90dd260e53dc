using System.Runtime.CompilerServices;

namespace Decoupling.Tracking;

/// <summary>One leg's rows as <see cref="RollingBlock"/> reads them: a block, and the one after it.</summary>
internal ref struct RollingRows(Span<double> block, Span<double> next)
{
    /// <summary>As many rows as a window has samples.</summary>
    public Span<double> Block { get; private set; } = block;

    /// <summary>At least the rows that the windows starting in the block still reach.</summary>
    public Span<double> Next { get; private set; } = next;

    /// <summary>The same from a column on.</summary>
    public readonly RollingRows From(int column) => new(Block[column..], Next[column..]);

    /// <summary>Moves on by one block: what was next is read again, and what was the block may be overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        var freed = Block;
        Block = Next;
        Next = freed;
    }
}
