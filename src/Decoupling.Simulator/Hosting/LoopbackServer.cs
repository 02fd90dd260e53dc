using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Decoupling.Simulator.Hosting;

/// <summary>A web server on 127.0.0.1 with one handler: no configuration from outside, no log.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private int _disposals;

    private LoopbackServer(WebApplication application, CancellationTokenSource stopping)
    {
        _application = application;
        _stopping = stopping;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Address = new Uri(addresses!.Addresses.Single() + "/");
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen; the handler's token ends when the client leaves or the server stops.</summary>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="handle">Answers a request.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    public static async Task<LoopbackServer> StartAsync(
        int port,
        Func<HttpContext, CancellationToken, Task> handle,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        var stopping = new CancellationTokenSource();
        var application = builder.Build();
        application.Run(async context =>
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, context.RequestAborted);
            try
            {
                await handle(context, ends.Token);
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                context.Abort();
            }
        });
        await application.StartAsync(cancellationToken);
        return new(application, stopping);
    }

    /// <summary>Ends what still runs, and stops to listen; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposals, 1) == 1)
            return;
        await _stopping.CancelAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }
}
