using System.Text.Json.Serialization;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts;

/// <summary>The stored form of a notification; numbers round-trip exactly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AlertNotification))]
internal sealed partial class NotificationJson : JsonSerializerContext;
