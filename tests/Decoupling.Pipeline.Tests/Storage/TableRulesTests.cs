using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

public sealed class TableRulesTests
{
    private const string Table = "DecouplingScores";

    [Fact]
    public void CheckRow_EveryColumnType_Passes()
    {
        var row = Row(
            ("Text", "測試 😀"),
            ("Empty", ""),
            ("Truth", false),
            ("Number", int.MinValue),
            ("Large", long.MaxValue),
            ("Real", double.MaxValue),
            ("AsOf", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            ("_under", 1)
        );

        Should.NotThrow(() => TableRules.CheckRow(Table, row));
    }

    [Fact]
    public void CheckRow_ColumnRefused_NamesTableKeysAndColumn()
    {
        var error = Refused(Row(("Score", double.NaN)));

        error.Message.ShouldContain("DecouplingScores (p, r), column Score: ");
        (error.Table, error.Row!.RowKey, error.Column).ShouldBe((Table, "r", "Score"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void CheckRow_NumberNotFinite_IsRefused(double value) =>
        Refused(Row(("Score", value))).Column.ShouldBe("Score");

    [Fact]
    public void CheckRow_TypeWithoutColumn_IsRefused()
    {
        object[] values = [1m, 1f, (short)1, Guid.Empty, DateTime.UnixEpoch, new byte[] { 1 }, TimeSpan.Zero];

        foreach (var value in values)
        {
            Refused(Row(("Column", value))).Message.ShouldContain(value.GetType().Name);
        }
    }

    [Fact]
    public void CheckRow_NullValue_IsRefused() => Refused(Row(("Column", null!))).Column.ShouldBe("Column");

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("9lives")]
    [InlineData("open-interest")]
    [InlineData("open interest")]
    [InlineData("a.b")]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("odata.etag")]
    public void CheckRow_ColumnName_IsRefused(string? name) => Refused(Row((name!, 1)));

    [Fact]
    public void CheckRow_NameLength_EndsAt255()
    {
        TableRules.CheckRow(Table, Row((new string('a', 255), 1)));

        Refused(Row((new string('a', 256), 1)));
    }

    [Fact]
    public void CheckRow_ColumnTwice_IsRefused() => Refused(Row(("A", 1), ("A", 2))).Column.ShouldBe("A");

    [Fact]
    public void CheckRow_Columns_EndAt252()
    {
        TableRules.CheckRow(Table, Row(Columns(252)));

        Refused(Row(Columns(253))).Message.ShouldContain("253");
    }

    [Fact]
    public void CheckRow_Text_EndsAt32768Characters()
    {
        TableRules.CheckRow(Table, Row(("Text", new string('x', 32_768))));

        Refused(Row(("Text", new string('x', 32_769)))).Column.ShouldBe("Text");
    }

    [Fact]
    public void CheckRow_HalfASurrogatePair_IsRefused()
    {
        Refused(Row(("Text", "a\uD83D"))).Column.ShouldBe("Text");
        Refused(Row(("Text", "\uFFFD\uDE00"))).Column.ShouldBe("Text");
    }

    [Fact]
    public void CheckRow_TimeBefore1601_IsRefused()
    {
        var early = new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero);

        Refused(Row(("AsOf", early))).Column.ShouldBe("AsOf");
    }

    [Fact]
    public void CheckRow_RowOverOneMebibyte_IsRefused()
    {
        // 15 texts of 32,768 characters are 64 KiB each: 960 KiB and a little; a sixteenth passes 1 MiB.
        TableRules.CheckRow(Table, Row(Texts(15)));

        Refused(Row(Texts(16))).Column.ShouldBeNull();
    }

    [Fact]
    public void StoredBytes_PublishedFormula_IsAzures()
    {
        // 4 + 2 × (1 + 1); text 8 + 2 × 4 + 4 + 2 × 3; int 8 + 2 × 1 + 4; bool 8 + 2 × 1 + 1; double, time and long 8 + 2 × 1 + 8.
        var row = Row(("Text", "abc"), ("I", 1), ("B", true), ("D", 1.0), ("L", 1L), ("T", DateTimeOffset.UnixEpoch));

        TableSizes.StoredBytes(row).ShouldBe(8 + 26 + 14 + 11 + (3 * 18));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0000b")]
    [InlineData("a\u001Fb")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u009Fb")]
    [InlineData("\t")]
    [InlineData(null)]
    public void CheckRow_Key_IsRefused(string? key)
    {
        Refused(new TableRow(key!, "r", [])).Column.ShouldBe("PartitionKey");
        Refused(new TableRow("p", key!, [])).Column.ShouldBe("RowKey");
    }

    [Fact]
    public void CheckRow_KeyLength_EndsAtOneKibibyte()
    {
        TableRules.CheckRow(Table, new TableRow(new string('k', 512), new string('k', 512), []));

        Refused(new TableRow(new string('k', 513), "r", [])).Column.ShouldBe("PartitionKey");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-hyphen")]
    [InlineData("")]
    public void CheckRow_TableName_IsRefused(string table) =>
        Should.Throw<TableRuleException>(() => TableRules.CheckRow(table, Row()));

    [Fact]
    public void CheckRow_ResultTables_HaveNamesThatAzureTakes() =>
        ResultTableNames.All.ShouldAllBe(name => TableColumnRules.IsTableName(name));

    private static TableRuleException Refused(TableRow row) =>
        Should.Throw<TableRuleException>(() => TableRules.CheckRow(Table, row));

    private static TableRow Row(params (string Name, object Value)[] columns) =>
        new("p", "r", [.. columns.Select(column => new TableColumn(column.Name, column.Value))]);

    private static (string Name, object Value)[] Columns(int count) =>
        [.. Enumerable.Range(0, count).Select(index => ($"C{index}", (object)index))];

    private static (string Name, object Value)[] Texts(int count) =>
        [.. Enumerable.Range(0, count).Select(index => ($"T{index}", (object)new string('x', 32_768)))];
}
