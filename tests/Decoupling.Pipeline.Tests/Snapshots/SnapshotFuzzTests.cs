using Decoupling.Pipeline.Snapshots;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Snapshots;

public class SnapshotFuzzTests
{
    private const int WholeCampaign = 200_000;

    [Fact]
    public void Read_MutatedBlob_IsASnapshotOrARefusal()
    {
        var random = new Random(1);
        var sound = SnapshotWriter.Write(new RandomMarket(1).Few());

        for (var i = 0; i < Campaign.Count(WholeCampaign); i++)
        {
            ShouldBeWhole(SnapshotReader.Read(Mutate(sound, random)));
        }
    }

    [Fact]
    public void Read_MutatedJson_IsASnapshotOrARefusal()
    {
        var random = new Random(2);
        var sound = SnapshotWriter.WriteJson(new RandomMarket(2).Few());

        for (var i = 0; i < Campaign.Count(WholeCampaign); i++)
        {
            ShouldBeWhole(SnapshotReader.ReadJson(Mutate(sound, random)));
        }
    }

    [Fact]
    public void Read_JsonWithOtherNumbers_IsASnapshotOrARefusal()
    {
        var random = new Random(3);
        var sound = SnapshotWriter.WriteJson(new RandomMarket(3).Few());
        var digits = Enumerable.Range(0, sound.Length).Where(i => char.IsAsciiDigit((char)sound[i])).ToArray();
        string[] numbers =
        [
            "-1",
            "0",
            "99",
            "2147483647",
            "2147483648",
            "-9e99",
            "1e400",
            "9007199254740993",
            "null",
            "[]",
            "{}",
            "\"\"",
        ];

        for (var i = 0; i < Campaign.Count(WholeCampaign); i++)
        {
            var at = digits[random.Next(digits.Length)];
            var number = numbers[random.Next(numbers.Length)];
            byte[] json = [.. sound[..at], .. number.Select(character => (byte)character), .. sound[(at + 1)..]];
            ShouldBeWhole(SnapshotReader.ReadJson(json));
        }
    }

    /// <summary>What was read is sound, and can be written and read again.</summary>
    private static void ShouldBeWhole(SnapshotRead read)
    {
        if (!read.IsRead)
        {
            read.Refusal.Reason.ShouldNotBeNullOrEmpty();
            return;
        }

        var again = SnapshotReader.Read(SnapshotWriter.Write(read.Snapshot));
        SnapshotHash.Compute(again.Snapshot!).ShouldBe(SnapshotHash.Compute(read.Snapshot));
    }

    private static byte[] Mutate(byte[] sound, Random random)
    {
        var bytes = sound.ToArray();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(bytes.Length);
            var length = random.Next(1, Math.Min(20, bytes.Length - at + 1));
            bytes = random.Next(5) switch
            {
                0 => Flip(bytes, at, random),
                1 => Overwrite(bytes, at, random),
                2 => [.. bytes[..at], .. bytes[(at + length - 1)..]],
                3 => [.. bytes[..(at + length - 1)], .. bytes[at..]],
                _ => bytes[..Math.Max(1, at)],
            };
        }

        return bytes;
    }

    private static byte[] Flip(byte[] bytes, int at, Random random)
    {
        bytes[at] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] Overwrite(byte[] bytes, int at, Random random)
    {
        bytes[at] = (byte)random.Next(256);
        return bytes;
    }
}
