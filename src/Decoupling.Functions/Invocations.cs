using Decoupling.Pipeline.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Decoupling.Functions;

/// <summary>Runs steps for the triggers, and holds a stopping worker up until they are through: the worker's own stop waits for no invocation.</summary>
/// <remarks>
/// What is under way when the worker stops has <see cref="DrainLength"/> to end; then it is cut between two writes, and the next run finishes it.
/// What comes later is refused. All that is less than <see cref="HostOptions.ShutdownTimeout"/>, which bounds the stop as a whole.
/// </remarks>
public sealed partial class Invocations(StepRuns runs, ILogger<Invocations> logger) : IHostedService, IDisposable
{
    /// <summary>How long a step that is under way may go on when the worker is stopped.</summary>
    public static readonly TimeSpan DrainLength = TimeSpan.FromSeconds(20);

    // A step that is cut ends at its next wait; one that does not is left behind.
    private static readonly TimeSpan CutLength = TimeSpan.FromSeconds(3);

    // A step's answer goes to the host after the step, by the worker, which does not say when it is out.
    private static readonly TimeSpan AnswerLength = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource draining = new();
    private readonly TaskCompletionSource through = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private int underWay;
    private bool isStopping;

    /// <summary>Runs a step until it is through, its host cancels it, or the worker's stop cuts it.</summary>
    /// <exception cref="OperationCanceledException">It was cut, or the worker stops and takes no new work.</exception>
    public async Task RunAsync(string step, Func<CancellationToken, Task> runAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runAsync);
        Enter(step);
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, draining.Token);
            await runs.RunAsync(step, () => runAsync(ends.Token), ends.Token);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            LogCut(step);
            throw;
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for what is under way, and cuts what takes too long.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!BeginToStop())
        {
            return;
        }

        try
        {
            await through.Task.WaitAsync(DrainLength, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            await draining.CancelAsync();
            await through
                .Task.WaitAsync(CutLength, TimeProvider.System, cancellationToken)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
        }

        await Task.Delay(AnswerLength, TimeProvider.System, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => draining.Dispose();

    private void Enter(string step)
    {
        lock (gate)
        {
            if (isStopping)
            {
                throw new OperationCanceledException($"{step} does not begin: the worker stops.");
            }

            underWay++;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            underWay--;
            if (isStopping && underWay == 0)
            {
                through.TrySetResult();
            }
        }
    }

    /// <summary>Whether anything is under way.</summary>
    private bool BeginToStop()
    {
        lock (gate)
        {
            isStopping = true;
            return underWay > 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Step} was cut off while stopping; the next run finishes it")]
    private partial void LogCut(string step);
}
