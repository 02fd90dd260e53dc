using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Decoupling.Simulator.Venues.Wire;

/// <summary>What a venue answers: a status and a JSON body.</summary>
internal sealed record VenueReply(int Status, ReadOnlyMemory<byte> Body)
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static VenueReply Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            write(writer);
        return new(status, buffer.WrittenMemory);
    }
}
