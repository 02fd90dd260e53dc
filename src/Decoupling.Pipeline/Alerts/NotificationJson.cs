using System.Text.Json.Serialization;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts;

/// <summary>The stored form of notifications and alert states; numbers round-trip exactly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AlertNotification))]
[JsonSerializable(typeof(AlertState))]
internal sealed partial class NotificationJson : JsonSerializerContext;
