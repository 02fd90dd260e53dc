using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Cli.Hosting;

/// <summary>Where the commands read settings from: a file if one is named, then the environment.</summary>
internal static class CliSettings
{
    /// <summary>The option that names a settings file; the environment goes before it.</summary>
    public static Option<FileInfo?> FileOption() =>
        new("--settings")
        {
            Description =
                "A JSON file of settings, as in local.settings.example.json's \"Values\" or flat; environment variables go before it.",
        };

    /// <summary>The option that names the folder of the local storage.</summary>
    public static Option<DirectoryInfo?> DataOption() =>
        new("--data")
        {
            Description =
                "Folder of the local storage (Azurite's data). Default: decoupling/data in the user's application data.",
        };

    /// <summary>Reads the file and the environment.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static IConfigurationRoot Read(FileInfo? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            if (!file.Exists)
            {
                throw new FileNotFoundException($"There is no settings file {file.FullName}.");
            }

            builder.AddJsonFile(file.FullName, optional: false);
        }

        var read = builder.AddEnvironmentVariables().Build();
        var values = read.GetSection("Values")
            .GetChildren()
            .Select(value => KeyValuePair.Create(KeyOf(value.Key), value.Value));
        return new ConfigurationBuilder()
            .AddInMemoryCollection(values)
            .AddConfiguration(read)
            .AddInMemoryCollection(overrides)
            .Build();
    }

    /// <summary>The folder of the local storage.</summary>
    public static string DataFolder(DirectoryInfo? named) =>
        named?.FullName
        ?? Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.Create
            ),
            "decoupling",
            "data"
        );

    private static string KeyOf(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
