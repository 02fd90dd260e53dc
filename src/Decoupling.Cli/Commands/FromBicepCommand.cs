using System.CommandLine;
using System.Text.Json;
using Decoupling.Cli.Hosting;
using Decoupling.Cli.Settings;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling settings from-bicep</c>: the deployed app's settings, for a laptop.</summary>
internal static class FromBicepCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Build()
    {
        var file = new Argument<FileInfo?>("file")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                "What `azd env get-values`, `az deployment sub show` or `az functionapp config appsettings list` printed. Default: standard input.",
        };
        var json = new Option<bool>("--json") { Description = "Print a file for --settings instead of shell lines." };
        var command = new Command("from-bicep", "Prints the settings that a deployment has, less its secrets.")
        {
            file,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
                Print(await ReadAsync(parsed.GetValue(file), cancellationToken), parsed.GetValue(json))
        );
        return command;
    }

    private static async Task<string> ReadAsync(FileInfo? file, CancellationToken cancellationToken) =>
        file is null
            ? await Console.In.ReadToEndAsync(cancellationToken)
            : await File.ReadAllTextAsync(file.FullName, cancellationToken);

    private static int Print(string text, bool json)
    {
        var deployed = DeployedSettings.Read(text);
        foreach (var note in deployed.LeftOut)
        {
            Console.Error.WriteLine($"# left out: {note}");
        }

        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new Dictionary<string, object> { ["Values"] = deployed.Values.ToDictionary() },
                    Indented
                )
            );
            return ExitCodes.Success;
        }

        foreach (var (name, value) in deployed.Values)
        {
            Console.WriteLine($"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        }

        return ExitCodes.Success;
    }
}
