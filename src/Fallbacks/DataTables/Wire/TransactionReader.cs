using System.Globalization;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the answer to a transaction: one part for each write, or the single part of the write that failed.</summary>
internal static class TransactionReader
{
    private const string StatusLine = "HTTP/1.1 ";

    public static List<Response> Read(Response response)
    {
        var parts = new List<Response>();
        using var lines = new StringReader(response.Content.ToString());
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith(StatusLine, StringComparison.Ordinal))
            {
                parts.Add(ReadPart(line, lines));
            }
        }

        return parts;
    }

    private static PartResponse ReadPart(string statusLine, StringReader lines)
    {
        var status = statusLine[StatusLine.Length..].Split(' ', 2);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (lines.ReadLine() is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[header[..colon]] = header[(colon + 1)..].Trim();
            }
        }

        // A body is JSON, in which no line begins with the boundary's hyphens.
        var body = new List<string>();
        while (lines.ReadLine() is { } text && !text.StartsWith("--", StringComparison.Ordinal))
        {
            body.Add(text);
        }

        var code = int.Parse(status[0], CultureInfo.InvariantCulture);
        return new PartResponse(code, status.ElementAtOrDefault(1) ?? "", headers, string.Join('\n', body));
    }
}
