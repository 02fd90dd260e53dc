namespace Decoupling.EndToEnd.Tests.Consumers;

/// <summary>The C# example, built once from its one file outside the repository, as a reader of it would.</summary>
internal static class CSharpExample
{
    private static readonly Dictionary<string, string> NoSettings = [];

    private static readonly Lazy<Task<(int Code, string Output, string Program)>> Built = new(BuildAsync);

    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var (code, output, program) = await Built.Value;
        Assert.SkipWhen(
            code != 0 && output.Contains("NU110", StringComparison.Ordinal),
            "The package feed lacks Azure.Data.Tables or Azure.Identity."
        );
        code.ShouldBe(0, output);
        return await ConsumerProcess.RunAsync("dotnet", [program, .. arguments], settings);
    }

    private static async Task<(int Code, string Output, string Program)> BuildAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "decoupling-csharp-example");
        var copy = Path.Combine(Directory.CreateDirectory(folder).FullName, "consumer.cs");
        File.Copy(NodeScripts.PathOf("consumer.cs"), copy, overwrite: true);
        var built = Path.Combine(
            folder,
            Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        var (code, output, error) = await ConsumerProcess.TryAsync(
            "dotnet",
            ["build", copy, "--output", built, "--nologo", "--verbosity", "quiet"],
            NoSettings
        );
        return (code, output + error, Path.Combine(built, "consumer.dll"));
    }
}
