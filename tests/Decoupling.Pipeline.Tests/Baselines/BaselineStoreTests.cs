using Azure.Storage.Blobs;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Baselines;

/// <summary>Both stores keep the same promises.</summary>
public sealed class BaselineStoreTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Stores { get; } = ["blobs", "folder"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task List_AnyOrderOfWriting_GivesOrdinalOrderWithinThePrefix(string kind)
    {
        var store = await OpenAsync(kind);
        foreach (var path in (string[])["v1/b/2", "v1/a/2", "v1/a/10", "v1/a/B", "v1/ab/1"])
        {
            (await store.WriteIfAbsentAsync(path, "x"u8.ToArray(), Cancellation)).ShouldBeTrue();
        }

        (await store.ListAsync("v1/a/", Cancellation).ToArrayAsync(Cancellation)).ShouldBe([
            "v1/a/10",
            "v1/a/2",
            "v1/a/B",
        ]);
        (await store.ListAsync("v1/none/", Cancellation).ToArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Write_SomethingStands_LeavesIt(string kind)
    {
        var store = await OpenAsync(kind);
        await store.WriteIfAbsentAsync("v1/a", "first"u8.ToArray(), Cancellation);

        (await store.WriteIfAbsentAsync("v1/a", "second"u8.ToArray(), Cancellation)).ShouldBeFalse();

        (await store.ReadAsync("v1/a", Cancellation)).ShouldBe("first"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Read_NothingOrAnEmptyOne_IsNullOrEmpty(string kind)
    {
        var store = await OpenAsync(kind);
        await store.WriteIfAbsentAsync("v1/empty", ReadOnlyMemory<byte>.Empty, Cancellation);

        (await store.ReadAsync("v1/none", Cancellation)).ShouldBeNull();
        (await store.ReadAsync("v1/empty", Cancellation)).ShouldBe([]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Delete_WhatStandsOrNot_LeavesNothing(string kind)
    {
        var store = await OpenAsync(kind);
        await store.WriteIfAbsentAsync("v1/a", "x"u8.ToArray(), Cancellation);

        await store.DeleteAsync("v1/a", Cancellation);
        await store.DeleteAsync("v1/a", Cancellation);

        (await store.ReadAsync("v1/a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Clear_Folder_LeavesWhatIsNotOurs()
    {
        var store = new FolderBaselineStore(folder.FullName);
        await File.WriteAllTextAsync(folder.PathOf("theirs.txt"), "x", Cancellation);
        await store.WriteIfAbsentAsync("v1/a/b", "x"u8.ToArray(), Cancellation);

        store.Clear();

        (await store.ReadAsync("v1/a/b", Cancellation)).ShouldBeNull();
        File.Exists(folder.PathOf("theirs.txt")).ShouldBeTrue();
    }

    private async Task<IBaselineStore> OpenAsync(string kind)
    {
        IBaselineStore store =
            kind == "folder"
                ? new FolderBaselineStore(folder.PathOf("made/by/the/store"))
                : new BlobBaselineStore(
                    new BlobContainerClient((await azurite.Azurite).ConnectionString, $"t{Guid.NewGuid():N}")
                );
        await store.CreateAsync(Cancellation);
        return store;
    }
}
