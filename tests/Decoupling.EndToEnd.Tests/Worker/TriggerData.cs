using System.Text.Json;
using Decoupling.EndToEnd.Tests.Worker.Protocol;
using Google.Protobuf;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>What the extensions of the host give a function when its trigger fires.</summary>
internal static class TriggerData
{
    /// <summary>As the timer gives it: the schedule and its status as JSON.</summary>
    public static InvocationRequest Timer()
    {
        var request = Request();
        const string Timer = """
            {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-02-03T11:55:40+00:00","Next":"2026-02-03T12:00:40+00:00","LastUpdated":"2026-02-03T11:55:40+00:00"},"IsPastDue":false}
            """;
        request.InputData.Add(
            new ParameterBinding
            {
                Name = "timer",
                Data = new TypedData { Json = Timer },
            }
        );
        return request;
    }

    /// <summary>As the blob extension gives a client that is bound in the worker: where the blob lies, and the name that the path's pattern has found.</summary>
    public static InvocationRequest Blob(string container, string name)
    {
        var request = Request();
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Connection = "AzureWebJobsStorage",
                ContainerName = container,
                BlobName = name,
            }
        );
        var blob = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageBlobs",
            ContentType = "application/json",
            Content = ByteString.CopyFrom(content),
        };
        request.InputData.Add(
            new ParameterBinding
            {
                Name = "blob",
                Data = new TypedData { ModelBindingData = blob },
            }
        );
        request.TriggerMetadata["BlobTrigger"] = new TypedData { String = $"{container}/{name}" };
        request.TriggerMetadata["Uri"] = new TypedData { Json = $"\"http://127.0.0.1/{container}/{name}\"" };
        request.TriggerMetadata["Properties"] = new TypedData { Json = "{}" };
        request.TriggerMetadata["Metadata"] = new TypedData { Json = "{}" };
        request.TriggerMetadata["name"] = new TypedData { String = name };
        return request;
    }

    /// <summary>As the queue extension gives a message: a text, whatever it says.</summary>
    public static InvocationRequest Message(string text)
    {
        var request = Request();
        request.InputData.Add(
            new ParameterBinding
            {
                Name = "message",
                Data = new TypedData { String = text },
            }
        );
        request.TriggerMetadata["QueueTrigger"] = new TypedData { String = text };
        request.TriggerMetadata["DequeueCount"] = new TypedData { Json = "1" };
        return request;
    }

    private static InvocationRequest Request() =>
        new() { InvocationId = Guid.NewGuid().ToString(), TraceContext = new RpcTraceContext() };
}
