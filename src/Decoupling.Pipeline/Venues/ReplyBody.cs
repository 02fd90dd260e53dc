using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Decoupling.Pipeline.Venues;

/// <summary>Reads a reply's body: JSON, of at most 8 MiB, as the venue documents it.</summary>
internal static class ReplyBody
{
    /// <summary>The most bytes that are read of a reply, after decompression: a full list of symbols is a fifth of it.</summary>
    public const int MaxBytes = 8 << 20;

    private const int FirstBufferBytes = 16 << 10;

    /// <summary>Reads the body, or says what is wrong with it without quoting it.</summary>
    /// <exception cref="IOException">The connection broke off.</exception>
    public static async Task<Reading<T>> ReadAsync<T>(
        HttpContent content,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (!IsJson(content.Headers.ContentType?.MediaType))
            return new Missing("the reply is not JSON by its content type");
        if (content.Headers.ContentLength > MaxBytes)
            return TooLarge;

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                    return Parse(buffer.AsSpan(0, length), type);
                length += read;
                if (length > MaxBytes)
                    return TooLarge;
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Missing TooLarge => new("the reply is larger than 8 MiB");

    private static bool IsJson(string? mediaType) =>
        mediaType is not null
        && (
            mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        );

    private static Reading<T> Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) is { } value ? value : new Missing("the reply is empty");
        }
        catch (JsonException)
        {
            return new Missing("the reply is broken JSON or not of the documented shape");
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
