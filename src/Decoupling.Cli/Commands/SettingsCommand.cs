using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Cli.Settings;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling settings</c>: what is set, what is wrong with it, and what a deployment has set.</summary>
internal static class SettingsCommand
{
    public static Command Build() =>
        new("settings", "Shows and checks the settings, or takes them from a deployment.")
        {
            BuildCheck(),
            FromBicepCommand.Build(),
        };

    private static Command BuildCheck()
    {
        var file = CliSettings.FileOption();
        var command = new Command("check", "Lists every setting with where it is from, and all faults at once.")
        {
            file,
        };
        command.SetAction(parsed => Check(parsed.GetValue(file)));
        return command;
    }

    private static int Check(FileInfo? file)
    {
        var settings = CliSettings.Read(file, []);
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var faults = SettingsCheck.FindFaults(settings);
        var table = new Table { Border = TableBorder.Simple }.AddColumns("setting", "value", "from");
        foreach (var setting in PipelineSettings.All)
        {
            var value = SettingsCheck.Value(settings, setting.Name);
            var isWrong = faults.Any(fault => fault.StartsWith(setting.Name, StringComparison.Ordinal));
            var from =
                value is null ? "default"
                : SettingsCheck.Value(environment, setting.Name) is not null ? "environment"
                : file!.Name;
            table.AddRow(new Text(setting.Name), new Text(Shown(setting, value, isWrong)), new Text(from));
        }

        AnsiConsole.Write(table);
        var unknown = SettingsCheck.FindUnknown(settings);
        foreach (var fault in faults)
        {
            Console.WriteLine($"wrong: {fault}");
        }

        foreach (var (name, nearest) in unknown)
        {
            Console.WriteLine($"unknown: {name} is no setting{(nearest is null ? "." : $"; did you mean {nearest}?")}");
        }

        var problems = faults.Count + unknown.Count;
        Console.WriteLine(problems == 0 ? "All settings are sound." : $"{problems} to mend.");
        return problems == 0 ? ExitCodes.Success : ExitCodes.Problems;
    }

    // What is wrong is not shown: it may be a secret in the wrong place, and the fault says what may be said.
    private static string Shown(SettingDescription setting, string? value, bool isWrong) =>
        isWrong ? "[wrong]"
        : setting.IsSecret
            ? value is null ? "[not set]"
                : "[secret set]"
        : value ?? (setting.Default.Length == 0 ? "[not set]" : setting.Default);
}
