using System.Buffers.Binary;
using System.Text;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>A protobuf message by its wire format: fields by number, read without the schema.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Number, ulong Value, byte[] Bytes)> fields = [];

    public ProtobufMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var key = ReadVarint(ref bytes);
            var (number, type) = ((int)(key >> 3), (int)(key & 7));
            switch (type)
            {
                case 0:
                    fields.Add((number, ReadVarint(ref bytes), []));
                    break;
                case 1:
                    fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(bytes), []));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)ReadVarint(ref bytes);
                    fields.Add((number, 0, bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                case 5:
                    fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(bytes), []));
                    bytes = bytes[4..];
                    break;
                default:
                    throw new InvalidDataException($"A field has the wire type {type}.");
            }
        }
    }

    public IEnumerable<ProtobufMessage> Messages(int number) =>
        Each(number).Select(bytes => new ProtobufMessage(bytes));

    public bool Has(int number) => fields.Any(field => field.Number == number);

    public byte[] Bytes(int number) => Each(number).FirstOrDefault() ?? [];

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public ulong Number(int number) => fields.FirstOrDefault(field => field.Number == number).Value;

    /// <summary>OpenTelemetry's key and value pairs, those that are texts.</summary>
    public Dictionary<string, string> Attributes(int number) =>
        Messages(number)
            .ToDictionary(
                pair => pair.Text(1),
                pair => pair.Messages(2).Select(value => value.Text(1)).FirstOrDefault("")
            );

    private IEnumerable<byte[]> Each(int number) =>
        fields.Where(field => field.Number == number).Select(field => field.Bytes);

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if ((bytes[i] & 0x80) == 0)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
    }
}
