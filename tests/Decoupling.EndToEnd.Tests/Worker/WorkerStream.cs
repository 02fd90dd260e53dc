using System.Collections.Concurrent;
using System.Threading.Channels;
using Decoupling.EndToEnd.Tests.Worker.Protocol;
using Grpc.Core;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>The host's end of the one stream on which a worker and its host talk: asks, and gives each answer to who asked.</summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> asked = new();
    private readonly ConcurrentQueue<string> logs = [];
    private readonly TaskCompletionSource<string> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The id by which the worker has said that it is there.</summary>
    public Task<string> Started => started.Task;

    /// <summary>What the worker has logged to its host.</summary>
    public IReadOnlyCollection<string> Logs => logs;

    /// <summary>Says something that has no answer.</summary>
    public void Tell(StreamingMessage message) => outgoing.Writer.TryWrite(message).ShouldBeTrue();

    /// <summary>Says something, and gives the worker's answer to it.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[message.RequestId] = answer;
        Tell(message);
        return answer.Task;
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    )
    {
        var sending = SendAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Take(message);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The worker's process is over.
        }

        outgoing.Writer.TryComplete();
        await sending;
        foreach (var answer in asked.Values)
        {
            answer.TrySetException(new EndOfStreamException("The worker ended without an answer."));
        }
    }

    private async Task SendAsync(IServerStreamWriter<StreamingMessage> to, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await to.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception ended) when (ended is InvalidOperationException or IOException or OperationCanceledException)
        {
            // There is nobody left to hear it.
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.StartStream is { } start)
        {
            started.TrySetResult(start.WorkerId);
        }
        else if (message.RpcLog is { } log)
        {
            logs.Enqueue($"{log.Category}: {log.Message}");
        }
        else if (asked.TryRemove(message.RequestId, out var answer))
        {
            answer.SetResult(message);
        }
    }
}
