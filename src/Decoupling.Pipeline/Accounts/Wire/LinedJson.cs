using System.Text.Json;

namespace Decoupling.Pipeline.Accounts.Wire;

/// <summary>Reads JSON from anyone: bounded in depth and number of values, and every value with its line.</summary>
internal ref struct LinedJson
{
    /// <summary>A positions file is four deep; what is much deeper is no such file.</summary>
    public const int MostDepth = 8;

    /// <summary>Ten thousand positions have 150,000 values; more than twice that is no such file.</summary>
    public const int MostValues = 400_000;

    private readonly ReadOnlySpan<byte> json;
    private Utf8JsonReader reader;
    private int countedTo;
    private int line;
    private int values;

    private LinedJson(ReadOnlySpan<byte> json)
    {
        this.json = json;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        line = 1;
    }

    /// <summary>Reads one value that fills the bytes.</summary>
    /// <exception cref="AccountFaultException">The bytes are no such JSON; the message tells the line and repeats nothing of them.</exception>
    public static LinedValue Read(ReadOnlySpan<byte> json)
    {
        var text = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var parse = new LinedJson(text);
        try
        {
            parse.Next();
            var value = parse.Value();
            return parse.reader.Read() ? throw new JsonException() : value;
        }
        catch (JsonException broken)
        {
            throw new AccountFaultException(
                (int)(broken.LineNumber ?? parse.line - 1) + 1,
                $"the file is no JSON from here on, or is more than {MostDepth} deep"
            );
        }
        catch (InvalidOperationException)
        {
            throw new AccountFaultException(parse.line, "a text holds half a surrogate pair");
        }
    }

    private void Next()
    {
        if (!reader.Read())
        {
            throw new JsonException();
        }

        var start = (int)reader.TokenStartIndex;
        line += json[countedTo..start].Count((byte)'\n');
        countedTo = start;
    }

    private LinedValue Value()
    {
        if (++values > MostValues)
        {
            throw new AccountFaultException(line, $"the file has more than {MostValues} values");
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(),
            JsonTokenType.StartArray => List(),
            JsonTokenType.String => new LinedValue(LinedKind.Text, line) { Text = reader.GetString()! },
            JsonTokenType.Number => new LinedValue(LinedKind.Number, line)
            {
                Number = reader.TryGetDouble(out var number) ? number : double.NaN,
            },
            _ => new LinedValue(LinedKind.Other, line),
        };
    }

    private LinedValue Object()
    {
        var start = line;
        var properties = new List<LinedProperty>();
        for (Next(); reader.TokenType != JsonTokenType.EndObject; Next())
        {
            var (name, nameLine) = (reader.GetString()!, line);
            Next();
            properties.Add(new LinedProperty(name, nameLine, Value()));
        }

        return new LinedValue(LinedKind.Object, start) { Properties = properties };
    }

    private LinedValue List()
    {
        var start = line;
        var items = new List<LinedValue>();
        for (Next(); reader.TokenType != JsonTokenType.EndArray; Next())
        {
            items.Add(Value());
        }

        return new LinedValue(LinedKind.List, start) { Items = items };
    }
}
