namespace Azure.Data.Tables.Wire;

/// <summary>A connection string's endpoint and either its key or its signature.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential? Key, string? Sas)
{
    // The emulator's account is published and the same everywhere.
    private const string EmulatorName = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Split(connectionString);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator == "true")
        {
            var endpoint = new Uri($"http://127.0.0.1:10002/{EmulatorName}");
            return new(endpoint, new TableSharedKeyCredential(EmulatorName, EmulatorKey), null);
        }

        settings.TryGetValue("AccountName", out var name);
        settings.TryGetValue("AccountKey", out var key);
        settings.TryGetValue("SharedAccessSignature", out var sas);
        if (name is not null && key is not null)
        {
            return new(EndpointOf(settings, name), new TableSharedKeyCredential(name, key), null);
        }

        return sas is not null
            ? new(EndpointOf(settings, name), null, sas)
            : throw new FormatException("The connection string has neither AccountKey nor SharedAccessSignature.");
    }

    private static Dictionary<string, string> Split(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException("The connection string is not a list of name=value with semicolons.");
            }

            settings[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return settings;
    }

    private static Uri EndpointOf(Dictionary<string, string> settings, string? name)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
        {
            return new Uri(endpoint);
        }

        if (name is null)
        {
            throw new FormatException("The connection string has neither TableEndpoint nor AccountName.");
        }

        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{protocol}://{name}.table.{suffix}");
    }
}
