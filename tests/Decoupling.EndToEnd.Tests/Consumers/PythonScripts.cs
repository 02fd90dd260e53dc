using System.ComponentModel;

namespace Decoupling.EndToEnd.Tests.Consumers;

/// <summary>Runs Python scripts where this machine has a Python with what they import; elsewhere the test is skipped.</summary>
internal static class PythonScripts
{
    private static readonly string[] Candidates = OperatingSystem.IsWindows()
        ? ["python"]
        : ["python3", "/usr/bin/python3"];

    private static readonly Dictionary<string, string> NoSettings = [];

    /// <summary>Runs a script and returns what it printed.</summary>
    /// <param name="imports">What it imports that does not come with Python, separated by commas.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="settings">Environment variables for it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<string> RunAsync(
        string imports,
        string script,
        IReadOnlyDictionary<string, string> settings,
        params string[] arguments
    )
    {
        foreach (var candidate in Candidates)
        {
            if (await CanImportAsync(candidate, imports))
            {
                return await ConsumerProcess.RunAsync(candidate, [script, .. arguments], settings);
            }
        }

        Assert.Skip($"No Python on this machine has {imports}.");
        return "";
    }

    private static async Task<bool> CanImportAsync(string python, string imports)
    {
        try
        {
            return (await ConsumerProcess.TryAsync(python, ["-c", $"import {imports}"], NoSettings)).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
