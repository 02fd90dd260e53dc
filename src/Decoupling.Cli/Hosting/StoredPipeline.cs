using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Hosting;

/// <summary>Runs a command's action over the storage that the settings name, or the local one.</summary>
internal static class StoredPipeline
{
    public static async Task<int> RunAsync(
        FileInfo? settings,
        DirectoryInfo? data,
        Func<RiskPipeline, PipelineOptions, CancellationToken, Task<int>> action,
        CancellationToken cancellationToken
    )
    {
        var clock = TimeProvider.System;
        using var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Warning);
        await using var storage = await LocalStorage.StartAsync(
            CliSettings.Read(settings, []),
            CliSettings.DataFolder(data),
            cancellationToken
        );
        var options = PipelineSettings.Read(CliSettings.Read(settings, storage.Overrides));
        using var pipeline = RiskPipeline.Create(options, clock, loggers);
        await pipeline.CreateStorageAsync(cancellationToken);
        return await action(pipeline, options, cancellationToken);
    }
}
