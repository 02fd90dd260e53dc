using System.CommandLine;
using Decoupling.Cli.Doctor;
using Decoupling.Cli.Hosting;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling doctor</c>: checks what the machine and the settings need.</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var command = new Command(
            "doctor",
            "Checks the SDK, Node, Azurite, storage, venues and webhook, and says what to do. No message is sent."
        )
        {
            settings,
            data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new Examination(parsed.GetValue(settings), CliSettings.DataFolder(parsed.GetValue(data))),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        var failed = 0;
        await foreach (var finding in examination.RunAsync(cancellationToken))
        {
            var (mark, style) = finding.Verdict switch
            {
                Verdict.Good => ("ok  ", "green"),
                Verdict.Warning => ("note", "yellow"),
                _ => ("FAIL", "red"),
            };
            AnsiConsole.MarkupLine($"[{style}]{mark}[/] {Markup.Escape($"{finding.Subject}: {finding.Text}")}");
            if (finding.Advice is not null)
            {
                AnsiConsole.WriteLine($"     {finding.Advice}");
            }

            failed += finding.Verdict == Verdict.Bad ? 1 : 0;
        }

        return failed == 0 ? ExitCodes.Success : ExitCodes.Problems;
    }
}
