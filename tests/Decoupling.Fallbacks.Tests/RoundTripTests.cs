using Azure.Data.Tables;

namespace Decoupling.Fallbacks.Tests;

public sealed class RoundTripTests(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Values => [.. Samples.Keys];

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["int"] = -7,
        ["largest int"] = int.MaxValue,
        ["long"] = 9_007_199_254_740_993L,
        ["small long"] = 1L,
        ["whole double"] = 1.0,
        ["double"] = 0.1 + 0.2,
        ["tiny double"] = 5e-324,
        ["largest double"] = double.MaxValue,
        ["large whole double"] = 1e21,
        ["bool"] = true,
        ["text"] = "a'b\"c\\d & <e> 測試 😀\r\n\u0001",
        ["empty text"] = "",
        ["number-like text"] = "1.0",
        ["time"] = new DateTimeOffset(2024, 8, 5, 6, 30, 0, TimeSpan.Zero).AddTicks(1234567),
        ["earliest time"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ["id"] = Guid.Parse("12345678-90ab-cdef-1234-567890abcdef"),
        ["bytes"] = new byte[] { 0, 1, 254, 255 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task AddEntityAsync_Value_ComesBackTheSameWithItsType(string sample)
    {
        var table = await fixture.CreateTableAsync();
        var value = Samples[sample];

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Column"] = value }, Cancellation);

        TableEntity row = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
        row["Column"].ShouldBeOfType(value.GetType());
        row["Column"].ShouldBe(value);
        if (value is double number)
        {
            BitConverter
                .DoubleToInt64Bits(row.GetDouble("Column")!.Value)
                .ShouldBe(BitConverter.DoubleToInt64Bits(number));
        }
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("''")]
    [InlineData("測試 é 😀")]
    [InlineData("a b+c%20d&e=f,g(h)")]
    [InlineData("~002f_x.y-z")]
    [InlineData("..")]
    public async Task AddEntityAsync_KeyWithSpecialCharacters_IsFoundByKeyAndByFilter(string key)
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity(key, key) { ["Column"] = 1 }, Cancellation);

        TableEntity byKey = await table.GetEntityAsync<TableEntity>(key, key, null, Cancellation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}");
        var byFilter = await table
            .QueryAsync<TableEntity>(filter, cancellationToken: Cancellation)
            .ToListAsync(Cancellation);

        byKey.RowKey.ShouldBe(key);
        byFilter.ShouldHaveSingleItem().PartitionKey.ShouldBe(key);
        await table.UpsertEntityAsync(byKey, TableUpdateMode.Replace, Cancellation);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, byKey)], Cancellation);
        (await table.GetEntityIfExistsAsync<TableEntity>(key, key, null, Cancellation)).HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task GetEntityAsync_StoredRow_HasTimeAndVersion()
    {
        var table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"), Cancellation);

        TableEntity row = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);

        row.Timestamp.ShouldNotBeNull().Offset.ShouldBe(TimeSpan.Zero);
        row.ETag.ToString().ShouldNotBeEmpty();
    }

    [Fact]
    public void Getter_OtherType_SaysBothTypes()
    {
        var row = new TableEntity("p", "r") { ["Column"] = 1 };

        Should
            .Throw<InvalidOperationException>(() => row.GetDouble("Column"))
            .Message.ShouldContain("Int32, not Double");
        row.GetDouble("Absent").ShouldBeNull();
    }

    [Fact]
    public async Task AddEntityAsync_TypeWithoutColumn_IsRefusedByName()
    {
        var table = await fixture.CreateTableAsync();

        var error = await Should.ThrowAsync<NotSupportedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r") { ["Price"] = 1m }, Cancellation)
        );

        error.Message.ShouldContain("Price");
    }
}
