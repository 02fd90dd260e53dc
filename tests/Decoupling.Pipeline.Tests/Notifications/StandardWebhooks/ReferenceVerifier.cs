using System.Diagnostics;
using System.Text.Json;
using Decoupling.Cli.Azurite;

namespace Decoupling.Pipeline.Tests.Notifications.StandardWebhooks;

/// <summary>The reference verifier of Standard Webhooks and a JSON Schema validator, both from npm, installed once like Azurite.</summary>
internal static class ReferenceVerifier
{
    private const string Folder = "tests/Decoupling.Pipeline.Tests/Notifications/StandardWebhooks/Verifier";

    private static readonly NodeInstall Install = new(
        "the webhook verifier",
        "webhook-verifier-1.0.0",
        Path.Combine("node_modules", "standardwebhooks", "dist", "index.js"),
        name => File.OpenRead(RepositoryFiles.PathOf($"{Folder}/{name}"))
    );

    /// <summary>One answer a question, in order: empty for yes, else the reason.</summary>
    public static async Task<string[]> AskAsync(IEnumerable<object> questions)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await Install.EnsureAsync(null, cancellation);
        var start = new ProcessStartInfo(
            "node",
            [RepositoryFiles.PathOf($"{Folder}/verify.js"), Path.Combine(Install.Folder, "package.json")]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = NodeRuntime.Start(start);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await using (var input = process.StandardInput)
        {
            await input.WriteAsync(JsonSerializer.Serialize(questions));
        }

        await process.WaitForExitAsync(cancellation);
        process.ExitCode.ShouldBe(0, await errors);
        return JsonSerializer.Deserialize<string[]>(await output)!;
    }
}
