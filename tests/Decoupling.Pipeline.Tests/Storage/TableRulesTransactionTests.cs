using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

public sealed class TableRulesTransactionTests
{
    private const string Table = "Alerts";

    [Fact]
    public void CheckTransaction_AHundredWrites_IsTheMost()
    {
        TableRules.CheckTransaction(Table, Writes(100));

        Refused(Writes(101)).Message.ShouldContain("101");
    }

    [Fact]
    public void CheckTransaction_Nothing_IsRefused() => Refused([]);

    [Fact]
    public void CheckTransaction_TwoPartitions_IsRefused()
    {
        TableWrite[] writes = [Write("p", "r"), Write("q", "s")];

        Refused(writes).Row!.PartitionKey.ShouldBe("q");
    }

    [Fact]
    public void CheckTransaction_SameRowTwice_IsRefused()
    {
        TableWrite[] writes = [Write("p", "r"), new(TableWriteKind.Delete, new TableRow("p", "r", []))];

        Refused(writes).Row!.RowKey.ShouldBe("r");
    }

    [Fact]
    public void CheckTransaction_OverFourMebibytes_IsRefused()
    {
        // 7 columns of 32,768 characters are 224 KiB as JSON: 18 rows are 3.94 MiB, 19 are 4.16 MiB.
        TableRules.CheckTransaction(Table, Large(18));

        Refused(Large(19)).Message.ShouldContain("bytes");
    }

    [Fact]
    public void CheckTransaction_RowRefused_NamesItsColumn()
    {
        TableWrite[] writes = [Write("p", "r"), Write("p", "s", ("Score", double.NaN))];

        var error = Refused(writes);

        (error.Row!.RowKey, error.Column).ShouldBe(("s", "Score"));
    }

    [Fact]
    public void CheckTransaction_Deletion_UsesItsKeysOnly()
    {
        var row = new TableRow("p", "r", [new TableColumn("Score", double.NaN)]);

        Should.NotThrow(() => TableRules.CheckTransaction(Table, [new(TableWriteKind.Delete, row)]));
        Refused([new(TableWriteKind.Delete, new TableRow("p", "a/b", []))]).Column.ShouldBe("RowKey");
    }

    [Fact]
    public void Of_ManyRows_CutsByPartitionCountAndSize()
    {
        var small = Enumerable.Range(0, 250).Select(index => new TableRow("a", $"{index:D3}", []));
        var large = Large(20).Select(write => write.Row with { PartitionKey = "b" });

        var transactions = TableTransactions.Of([.. small, .. large]).ToList();

        transactions
            .Select(writes => (writes[0].Row.PartitionKey, writes.Count))
            .ShouldBe([("a", 100), ("a", 100), ("a", 50), ("b", 18), ("b", 2)]);
        foreach (var writes in transactions)
        {
            TableRules.CheckTransaction(Table, writes);
        }
    }

    private static TableRuleException Refused(IReadOnlyList<TableWrite> writes) =>
        Should.Throw<TableRuleException>(() => TableRules.CheckTransaction(Table, writes));

    private static TableWrite Write(string partitionKey, string rowKey, params (string Name, object Value)[] columns) =>
        new(
            TableWriteKind.Insert,
            new TableRow(
                partitionKey,
                rowKey,
                [.. columns.Select(column => new TableColumn(column.Name, column.Value))]
            )
        );

    private static TableWrite[] Writes(int count) =>
        [.. Enumerable.Range(0, count).Select(index => Write("p", $"r{index:D3}"))];

    private static TableWrite[] Large(int count)
    {
        (string Name, object Value)[] texts =
        [
            .. Enumerable.Range(0, 7).Select(index => ($"T{index}", (object)new string('x', 32_768))),
        ];
        return [.. Enumerable.Range(0, count).Select(index => Write("p", $"r{index:D3}", texts))];
    }
}
