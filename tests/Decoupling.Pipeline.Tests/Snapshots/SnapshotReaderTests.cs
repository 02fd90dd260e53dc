using System.Text;
using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Tests.Snapshots;

public class SnapshotReaderTests
{
    private static readonly string Json = Encoding.UTF8.GetString(SnapshotWriter.WriteJson(new RandomMarket(1).Few()));

    [Fact]
    public void Read_Nothing_IsNoGzip()
    {
        ShouldRefuse([], SnapshotRefusalKind.NotGzip, "nothing");
    }

    [Fact]
    public void Read_PlainJson_IsNoGzip()
    {
        ShouldRefuse(Encoding.UTF8.GetBytes(Json), SnapshotRefusalKind.NotGzip, "no gzip");
    }

    [Fact]
    public void Read_DamagedGzip_SaysSo()
    {
        var bytes = Packed.Pack(Json);
        bytes[^7] ^= 1;

        ShouldRefuse(bytes, SnapshotRefusalKind.NotGzip, "damaged");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(1_000)]
    public void Read_GzipCutShort_IsTruncated(int bytes)
    {
        ShouldRefuse(Packed.Pack(Json)[..^bytes], SnapshotRefusalKind.Truncated, "cut short");
    }

    [Fact]
    public void Read_TwoGzipsInOne_IsRefused()
    {
        ShouldRefuse([.. Packed.Pack(Json), .. Packed.Pack("  ")], SnapshotRefusalKind.Truncated, "more than one");
    }

    [Fact]
    public void Read_SeventeenMebibytesUnpacked_IsOversizedWithoutMemory()
    {
        var bomb = Packed.Pack(new byte[17 * 1024 * 1024]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ShouldRefuse(bomb, SnapshotRefusalKind.Oversized, "16 MiB");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
    }

    [Fact]
    public void Read_LengthBelied_IsOversizedAllTheSame()
    {
        var bomb = Packed.Pack(new byte[17 * 1024 * 1024]);
        bomb[^1] = bomb[^2] = bomb[^3] = 0;
        bomb[^4] = 200;

        ShouldRefuse(bomb, SnapshotRefusalKind.Oversized, "16 MiB");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"schemaVersion\":1")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void Read_NoJsonOfASnapshot_IsMalformed(string text)
    {
        var kind = text.Length == 0 ? SnapshotRefusalKind.NotGzip : SnapshotRefusalKind.Malformed;

        ShouldRefuse(Packed.Pack(text), kind, "");
    }

    [Theory]
    [InlineData("{\"schemaVersion\":2,\"markets\":[]}", "version 2")]
    [InlineData("{\"markets\":[{\"a\":[]}],\"schemaVersion\":3}", "version 3")]
    [InlineData("{\"schemaVersion\":\"1\"}", "version none")]
    [InlineData("{}", "version none")]
    public void Read_OtherVersion_SaysWhich(string json, string reason)
    {
        ShouldRefuse(Packed.Pack(json), SnapshotRefusalKind.WrongVersion, reason);
    }

    [Theory]
    [InlineData("\"kind\":\"spot\"", "\"kind\":\"swap\"", "kind")]
    [InlineData("\"kind\":\"spot\"", "\"kind\":0", "kind")]
    [InlineData("\"unit\":\"coins\"", "\"unit\":\"sats\"", "unit")]
    [InlineData("\"unit\":\"coins\",", "", "openInterest")]
    [InlineData("\"asset\":\"BTC\"", "\"asset\":null", "asset")]
    [InlineData("\"asset\":\"BTC\"", "\"asset\":\"BTC\",\"asset\":\"ETH\"", "asset")]
    [InlineData("T13:00:00Z\",\"slotLength", "T13:00:00+00:00\",\"slotLength", "slotAt")]
    [InlineData("\"contractMultiplier\":1", "\"contractMultiplier\":\"NaN\"", "contractMultiplier")]
    [InlineData("\"venues\":[", "\"venues\":[null,", "null")]
    public void Read_OtherShape_IsMalformedAndSaysWhere(string found, string replaced, string reason)
    {
        ShouldRefuse(Packed.Pack(Replace(found, replaced)), SnapshotRefusalKind.Malformed, reason);
    }

    [Theory]
    [InlineData("\"lowBits\":", "\"lowBits\":5", "binance Spot BTCUSDT")]
    [InlineData("\"count\":12,\"close\"", "\"count\":13,\"close\"", "12 bars; the series has 13")]
    [InlineData("\"count\":12,\"close\"", "\"count\":2000000000,\"close\"", "numbers")]
    [InlineData(
        "\"count\":12,\"close\"",
        "\"count\":12,\"missing\":[{\"from\":11,\"count\":2}],\"close\"",
        "missing bars"
    )]
    [InlineData("\"digits\":\"", "\"digits\":\"!", "digit")]
    public void Read_ColumnThatIsNone_IsMalformedAndSaysWhy(string found, string replaced, string reason)
    {
        ShouldRefuse(Packed.Pack(Replace(found, replaced)), SnapshotRefusalKind.Malformed, reason);
    }

    [Fact]
    public void Read_BrokenRule_IsUnsound()
    {
        var json = Replace("\"contractMultiplier\":1", "\"contractMultiplier\":-1");

        ShouldRefuse(Packed.Pack(json), SnapshotRefusalKind.Unsound, "contract multiplier");
    }

    [Fact]
    public void Read_PropertyOfALaterAddition_IsPassedOver()
    {
        var json = Replace("\"asset\":", "\"regime\":{\"name\":[\"calm\"]},\"asset\":");

        SnapshotReader.Read(Packed.Pack(json)).IsRead.ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_Stream_IsReadToItsEnd()
    {
        var bytes = SnapshotWriter.Write(new RandomMarket(1).Few());

        var read = await SnapshotReader.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);

        read.Snapshot!.Asset.ShouldBe("BTC");
    }

    [Fact]
    public async Task ReadAsync_StreamWithoutEnd_IsOversized()
    {
        using var endless = new EndlessStream();

        var read = await SnapshotReader.ReadAsync(endless, TestContext.Current.CancellationToken);

        read.Refusal!.Kind.ShouldBe(SnapshotRefusalKind.Oversized);
        endless.BytesRead.ShouldBeLessThan(SnapshotReader.MaxBytes + 1024 * 1024);
    }

    private static string Replace(string found, string replaced)
    {
        var index = Json.IndexOf(found, StringComparison.Ordinal);
        index.ShouldBeGreaterThan(0);
        return Json.Remove(index, found.Length).Insert(index, replaced);
    }

    private static void ShouldRefuse(byte[] bytes, SnapshotRefusalKind kind, string reason)
    {
        var read = SnapshotReader.Read(bytes);

        read.IsRead.ShouldBeFalse();
        read.Refusal.ShouldNotBeNull();
        read.Refusal.Reason.ShouldContain(reason);
        read.Refusal.Kind.ShouldBe(kind);
    }

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            BytesRead += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
