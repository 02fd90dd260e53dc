using System.Text;
using Decoupling.Baselines;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Tests.Baselines;

public class BaselineBytesTests
{
    [Fact]
    public void Read_WrittenDigest_IsTheSame()
    {
        var (name, bytes) = BaselineBytes.Write(StoredDays.Digest(3));

        var read = BaselineBytes.ReadDigest(name, bytes);

        read.Reason.ShouldBeNull();
        BaselineBytes.Write(read.Content!).Name.ShouldBe(name);
        BaselineBytes.Write(read.Content!).Bytes.ShouldBe(bytes);
        name.Day.ShouldBe(StoredDays.FirstDay.AddDays(3));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(3)]
    public void Read_WrittenBaseline_RanksAsBefore(int days)
    {
        var baseline = StoredDays.Baseline(days);
        var (name, bytes) = BaselineBytes.Write(baseline);

        var read = BaselineBytes.ReadBaseline(name, bytes).Content.ShouldNotBeNull();

        BaselineBytes.Write(read).Name.ShouldBe(name);
        var slotAt = StoredDays.StartOf(baseline.Day);
        foreach (var component in BaselineComponents.All)
        {
            read.Rank("bybit", "BTCUSDT", component, 0.7, slotAt, new())
                .ShouldBe(baseline.Rank("bybit", "BTCUSDT", component, 0.7, slotAt, new()));
        }

        read.Derivatives[0].Correlated.ShouldBe(baseline.Derivatives[0].Correlated);
        read.Derivatives[0].Correlations.Correlations.ShouldBe(baseline.Derivatives[0].Correlations.Correlations);
        read.Derivatives[0].Correlations.Status.ShouldBe(baseline.Derivatives[0].Correlations.Status);
    }

    [Fact]
    public void Read_AnyByteChangedOrCutOff_IsRefusedOrTheSame()
    {
        var (name, bytes) = BaselineBytes.Write(StoredDays.Digest(0));
        var random = new Random(5);
        for (var i = 0; i < Campaign.Count(100_000); i++)
        {
            var broken = bytes[..(i % 3 == 0 ? random.Next(bytes.Length) : bytes.Length)];
            if (broken.Length > 0)
            {
                broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            }

            var read = BaselineBytes.ReadDigest(name, broken);

            // A changed header byte may leave the content: then it is the very same.
            if (read.IsRead)
            {
                BaselineBytes.Write(read.Content).Name.ShouldBe(name);
            }
            else
            {
                read.Reason.ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData(
        """{"schemaVersion":1,"asset":"BTC","day":"2024-01-01","slotLengthSeconds":300,"derivatives":[null]}"""
    )]
    [InlineData("""{"schemaVersion":2,"asset":"BTC","day":"2024-01-01","slotLengthSeconds":300,"derivatives":[]}""")]
    [InlineData("""{"schemaVersion":1,"asset":"BTC","day":"2024-01-02","slotLengthSeconds":300,"derivatives":[]}""")]
    [InlineData(
        """{"schemaVersion":1,"asset":"BTC","day":"2024-01-01","slotLengthSeconds":300,"derivatives":[{"venue":"a","symbol":"b","components":[{"name":"RobustZ","values":[2,1],"counts":[1,1]}]}]}"""
    )]
    [InlineData(
        """{"schemaVersion":1,"asset":"BTC","day":"2024-01-01","slotLengthSeconds":300,"derivatives":[{"venue":"a","symbol":"b","components":[{"name":"RobustZ","values":[1,2],"counts":[2147483647,1]}]}]}"""
    )]
    public void Read_ContentOfItsHashThatIsNoDigest_IsRefused(string json)
    {
        var content = Encoding.UTF8.GetBytes(json);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))[..16];
        var name = new BaselineName(BaselineKind.Digest, "BTC", StoredDays.SlotLength, StoredDays.FirstDay, hash);

        BaselineBytes.ReadDigest(name, PortableGzip.Pack(content)).Reason.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Write_SameDays_GivesTheSameBytes() =>
        BaselineBytes.Write(StoredDays.Baseline(35)).Bytes.ShouldBe(BaselineBytes.Write(StoredDays.Baseline(35)).Bytes);

    // A year of minutes of one derivative is what bounds a build: each day is cut to a few hundred numbers.
    [Fact]
    public void Merge_YearOfMinutes_StaysSmall()
    {
        DayDigest[] some = [.. Enumerable.Range(0, 12).Select(day => StoredDays.Digest(day, slots: 144))];
        DayDigest[] year =
        [
            .. Enumerable
                .Range(0, 365)
                .Select(day =>
                    some[day % some.Length] with
                    {
                        Day = StoredDays.FirstDay.AddDays(day),
                        SlotLength = TimeSpan.FromMinutes(1),
                    }
                ),
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var baseline = BaselineMerging.Compute(
            "BTC",
            StoredDays.FirstDay.AddDays(365),
            TimeSpan.FromMinutes(1),
            year,
            new BaselineOptions()
        );

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        allocated.ShouldBeLessThan(64 << 20);
        BaselineBytes.Write(year[0]).Bytes.Length.ShouldBeLessThan(32 << 10);
        BaselineBytes.Write(baseline).Bytes.Length.ShouldBeLessThan(128 << 10);
    }
}
