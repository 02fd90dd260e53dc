using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Settings;

/// <summary>A connection string is for an emulator nearby; one with the key of a storage account stops the start.</summary>
public sealed class DevelopmentStorageTests
{
    private const string Key = "AccountName=devstoreaccount1;AccountKey=T0PKEY";

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1")]
    [InlineData(
        Key + ";BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;TableEndpoint=http://127.0.0.1:2/devstoreaccount1;"
    )]
    [InlineData(
        Key
            + ";BlobEndpoint=http://azurite:10000/a;TableEndpoint=http://azurite:10002/a;QueueEndpoint=http://azurite:10001/a"
    )]
    [InlineData(Key + ";BlobEndpoint=http://host.docker.internal:1/a;TableEndpoint=https://localhost:2/a")]
    public void Validate_Emulator_IsTaken(string connectionString) =>
        Should.NotThrow(() => new StorageOptions { ConnectionString = connectionString }.Validate());

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=prod;AccountKey=T0PKEY;EndpointSuffix=core.windows.net")]
    [InlineData("AccountName=prod;AccountKey=T0PKEY")]
    [InlineData("BlobEndpoint=https://prod.blob.core.windows.net/;SharedAccessSignature=T0PKEY")]
    [InlineData(Key + ";BlobEndpoint=http://127.0.0.1:1/a")]
    [InlineData(Key + ";BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=https://prod.table.core.windows.net/")]
    [InlineData(
        Key
            + ";BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:2/a;QueueEndpoint=https://prod.queue.core.windows.net/"
    )]
    [InlineData(Key + ";BlobEndpoint=http://8.8.8.8/a;TableEndpoint=http://127.0.0.1:2/a")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://proxy.example.com")]
    [InlineData("UseDevelopmentStorage=false;AccountKey=T0PKEY")]
    [InlineData("T0PKEY")]
    public void Validate_AnythingElse_IsRefusedByNameAndNotRepeated(string connectionString)
    {
        var thrown = Should.Throw<ArgumentException>(() =>
            new StorageOptions { ConnectionString = connectionString }.Validate()
        );

        thrown.Message.ShouldStartWith("Decoupling__StorageConnectionString");
        thrown.ToString().ShouldNotContain("T0PKEY");
    }

    [Fact]
    public void Product_TakesAConnectionStringInOnePlaceOnly()
    {
        // The compiler refuses the constructors that take a key, in every project of the product; this is the one exception.
        var lifted = Directory
            .GetFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(path => RepositoryFiles.Read(path).Contains("RS0030"))
            .Select(Path.GetFileName);

        lifted.ShouldBe(["StorageOptions.cs"]);
        RepositoryFiles.Read("src/Directory.Build.targets").ShouldContain("BannedSymbols.Keys.txt");
    }
}
