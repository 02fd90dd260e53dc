using System.Net;
using System.Reflection;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.EndToEnd.Tests.Worker.Protocol;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>A small Functions host: starts the built worker as the host starts it, and drives it over the host's protocol.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    /// <summary>How long the app gives itself to end.</summary>
    public static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(25);

    private const string MessageLimit = "2147483647";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> functionIds = [];
    private readonly string workerId = Guid.NewGuid().ToString();
    private readonly WebApplication application;

    private WorkerHost(WebApplication application, WorkerStream stream) =>
        (this.application, Stream) = (application, stream);

    /// <summary>The folder that the app was built into.</summary>
    public static string AppFolder { get; } =
        typeof(WorkerHost)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "FunctionsApp")
            .Value!;

    public WorkerStream Stream { get; }

    public CliProcess Process { get; private set; } = null!;

    /// <summary>What the worker has said of its functions.</summary>
    public IReadOnlyList<RpcFunctionMetadata> Functions { get; private set; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Address =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Starts the worker and leads it to where it can be invoked.</summary>
    public static async Task<WorkerHost> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var host = await StartProcessAsync(settings);
        var started = await Task.WhenAny(host.Stream.Started, host.Process.WaitForExitAsync(Patience));
        if (started != host.Stream.Started)
        {
            var result = await host.Process.WaitAsync();
            Assert.Fail($"The worker did not come: {result.Text}{result.Error}");
        }

        (await host.Stream.Started).ShouldBe(host.workerId);
        await host.InitializeAsync();
        await host.LoadAsync();
        return host;
    }

    /// <summary>Starts the worker's process and no more.</summary>
    public static async Task<WorkerHost> StartProcessAsync(IReadOnlyDictionary<string, string> settings)
    {
        var stream = new WorkerStream();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options =>
                options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
            );
        builder.Services.AddSingleton(stream);
        builder.Services.AddGrpc();
        var host = new WorkerHost(builder.Build(), stream);
        host.application.MapGrpcService<WorkerStream>();
        await host.application.StartAsync(Cancellation);
        host.Process = host.StartProcess(settings);
        return host;
    }

    /// <summary>Invokes a function, and gives the worker's answer.</summary>
    public async Task<InvocationResponse> InvokeAsync(string function, InvocationRequest request) =>
        (await Answer(BeginInvoke(function, request))).InvocationResponse;

    /// <summary>Invokes a function whose answer may take its time, or never come.</summary>
    public Task<StreamingMessage> BeginInvoke(string function, InvocationRequest request)
    {
        request.FunctionId = functionIds[function];
        return Stream.AskAsync(new StreamingMessage { InvocationRequest = request });
    }

    /// <summary>Ends the worker as the host does, which waits five seconds.</summary>
    public void Terminate() =>
        Stream.Tell(
            new StreamingMessage
            {
                WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) },
            }
        );

    /// <summary>Ends the worker as the platform does.</summary>
    public void Signal()
    {
        using var kill = System.Diagnostics.Process.Start("sh", ["-c", $"kill -TERM {Process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until the process is over, which its own limit bounds; the rest is for a busy machine.</summary>
    public Task<CliResult> EndAsync() => Process.WaitAsync(ShutdownLimit + TimeSpan.FromSeconds(5));

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await application.DisposeAsync();
    }

    private static Task<StreamingMessage> Answer(Task<StreamingMessage> answer) =>
        answer.WaitAsync(Patience, Cancellation);

    private CliProcess StartProcess(IReadOnlyDictionary<string, string> settings)
    {
        var port = new Uri(Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var requestId = Guid.NewGuid().ToString();
        var environment = new Dictionary<string, string>(settings)
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = AppFolder,
            ["FUNCTIONS_WORKER_DIRECTORY"] = AppFolder,
        };
        return CliProcess.StartAssembly(
            Path.Combine(AppFolder, "Decoupling.Functions.dll"),
            environment,
            // The host gives each twice; workers are to take the second.
            [
                .. Arguments("host", "127.0.0.1", "port", port, "workerId", workerId, "requestId", requestId),
                .. Arguments("grpcMaxMessageLength", MessageLimit, "functions-uri", $"http://127.0.0.1:{port}/"),
                .. Arguments("functions-worker-id", workerId, "functions-request-id", requestId),
                .. Arguments("functions-grpc-max-message-length", MessageLimit),
            ]
        );
    }

    private static IEnumerable<string> Arguments(params string[] namesAndValues) =>
        namesAndValues.Select((text, at) => at % 2 == 0 ? $"--{text}" : text);

    private async Task InitializeAsync()
    {
        var request = new WorkerInitRequest
        {
            HostVersion = "4.1048.0",
            WorkerDirectory = AppFolder,
            FunctionAppDirectory = AppFolder,
        };
        request.Capabilities["V2Compatable"] = "true";
        var answer = await Answer(Stream.AskAsync(new StreamingMessage { WorkerInitRequest = request }));
        answer.WorkerInitResponse.Result.ShouldBeSuccess();
        // A worker that does not say so is neither told to end nor to cancel.
        var capabilities = answer.WorkerInitResponse.Capabilities.Keys;
        capabilities.ShouldContain("HandlesWorkerTerminateMessage");
        capabilities.ShouldContain("HandlesInvocationCancelMessage");
    }

    private async Task LoadAsync()
    {
        var request = new FunctionsMetadataRequest { FunctionAppDirectory = AppFolder };
        var metadata = await Answer(Stream.AskAsync(new StreamingMessage { FunctionsMetadataRequest = request }));
        metadata.FunctionMetadataResponse.Result.ShouldBeSuccess();
        Functions = metadata.FunctionMetadataResponse.FunctionMetadataResults;
        foreach (var function in Functions)
        {
            var load = new FunctionLoadRequest { FunctionId = Guid.NewGuid().ToString(), Metadata = function };
            var loaded = await Answer(Stream.AskAsync(new StreamingMessage { FunctionLoadRequest = load }));
            loaded.FunctionLoadResponse.Result.ShouldBeSuccess(function.Name);
            functionIds[function.Name] = load.FunctionId;
        }
    }
}
