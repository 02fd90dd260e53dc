using System.Text.Json;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Tests.Notifications.Alertmanager;

/// <summary>Alertmanager's webhook, version 4, as its documentation lists it: a member that is missing, null or unknown is refused.</summary>
internal sealed record AlertmanagerPayload(
    string Version,
    string GroupKey,
    int TruncatedAlerts,
    string Status,
    string Receiver,
    IReadOnlyDictionary<string, string> GroupLabels,
    IReadOnlyDictionary<string, string> CommonLabels,
    IReadOnlyDictionary<string, string> CommonAnnotations,
    [property: JsonPropertyName("externalURL")] string ExternalUrl,
    IReadOnlyList<AlertmanagerAlert> Alerts
)
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    public static AlertmanagerPayload Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<AlertmanagerPayload>(body, Strict)!;
}

/// <summary>One alert of the webhook.</summary>
internal sealed record AlertmanagerAlert(
    string Status,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    [property: JsonPropertyName("generatorURL")] string GeneratorUrl,
    string Fingerprint
);
