using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts;

/// <summary>The stored form of notifications and alert states; numbers round-trip exactly, and what an older row lacks keeps its default.</summary>
internal static class NotificationJson
{
    // By reflection: generated code sets every init-only property, and would make null of a list that an older row does not have.
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static JsonTypeInfo<AlertNotification> Notification { get; } =
        (JsonTypeInfo<AlertNotification>)s_options.GetTypeInfo(typeof(AlertNotification));

    public static JsonTypeInfo<AlertState> State { get; } =
        (JsonTypeInfo<AlertState>)s_options.GetTypeInfo(typeof(AlertState));
}
