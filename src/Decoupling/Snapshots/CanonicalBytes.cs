using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Decoupling.Snapshots;

/// <summary>Fields one after the other as bytes that mean one thing only: lengths before texts and columns, -1 for what is absent.</summary>
internal sealed class CanonicalBytes : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Add(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value));

    public void Add(DateTimeOffset at) => Add(at.UtcTicks);

    public void Add(DateTimeOffset? at) => Add(at?.UtcTicks ?? -1);

    public void Add(string? text)
    {
        Add(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
        {
            Encoding.UTF8.GetBytes(text, Take(Encoding.UTF8.GetByteCount(text)));
        }
    }

    public void Add(double[]? column)
    {
        Add(column?.Length ?? -1);
        if (column is null)
        {
            return;
        }

        var target = Take(column.Length * sizeof(double));
        for (var i = 0; i < column.Length; i++)
        {
            var value = double.IsNaN(column[i]) ? double.NaN : column[i];
            BinaryPrimitives.WriteDoubleLittleEndian(target[(i * sizeof(double))..], value);
        }
    }

    public void Add(DateTimeOffset[] times)
    {
        Add(times.Length);
        var target = Take(times.Length * sizeof(long));
        for (var i = 0; i < times.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target[(i * sizeof(long))..], times[i].UtcTicks);
        }
    }

    /// <summary>Adds whether there is something, and says so.</summary>
    public bool AddPresence([NotNullWhen(true)] object? value)
    {
        Take(1)[0] = value is null ? (byte)0 : (byte)1;
        return value is not null;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private Span<byte> Take(int count)
    {
        if (buffer.Length - length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + count, buffer.Length * 2));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        length += count;
        return buffer.AsSpan(length - count, count);
    }
}
