using System.Collections;
using System.Reflection;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class SnapshotHashTests
{
    [Fact]
    public void Compute_EqualSnapshots_GiveEqualHashes()
    {
        var hash = SnapshotHash.Compute(SoundSnapshot.Make());

        hash.ShouldBe(SnapshotHash.Compute(SoundSnapshot.Make()));
        hash.ShouldMatch($"^[0-9a-f]{{{SnapshotHash.Length}}}$");
    }

    [Fact]
    public void Compute_AnyFieldChanged_ChangesTheHash()
    {
        var original = SnapshotHash.Compute(SoundSnapshot.Make());
        var fields = Fields(SoundSnapshot.Make(), "").Select(field => field.Name).ToArray();

        var unseen = new List<string>();
        for (var i = 0; i < fields.Length; i++)
        {
            var snapshot = SoundSnapshot.Make();
            Fields(snapshot, "").ElementAt(i).Change();
            if (SnapshotHash.Compute(snapshot) == original)
            {
                unseen.Add(fields[i]);
            }
        }

        unseen.ShouldBeEmpty();
        fields.Length.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Compute_MissingBarOfAnotherNaN_IsTheSame()
    {
        var snapshot = SoundSnapshot.Make();
        var hash = SnapshotHash.Compute(snapshot);

        snapshot.Instruments[0].Bars!.Close[1] = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001);

        SnapshotHash.Compute(snapshot).ShouldBe(hash);
    }

    /// <summary>The number is the one that the code before reserves, ticks and deliveries gave for this snapshot.</summary>
    [Fact]
    public void Compute_WithoutWhatCameLater_IsWhatItWasBefore()
    {
        var snapshot = SoundSnapshot.With(perpetual =>
            perpetual with
            {
                TickSize = null,
                ExpiresAt = null,
                LiquidationHistory = null,
                Funding = perpetual.Funding! with { CapPerInterval = null },
                Book = perpetual.Book! with { BidsSinceAt = null, AsksSinceAt = null },
            }
        );

        SnapshotHash
            .Compute(
                snapshot with
                {
                    LeveragedFunds = [],
                    Venues =
                    [
                        snapshot.Venues[0] with
                        {
                            ClockUncertainty = null,
                            Reserve = null,
                            InsuranceFund = null,
                            NotPublished = [],
                        },
                    ],
                }
            )
            .ShouldBe("5be5b37e2c9b1a3a83538f2df9669e7e");
    }

    [Fact]
    public void Compute_TextMovedFromOneFieldToTheNext_ChangesTheHash()
    {
        var left = SoundSnapshot.With(perpetual => perpetual with { Venue = "ab", Symbol = "c" });
        var right = SoundSnapshot.With(perpetual => perpetual with { Venue = "a", Symbol = "bc" });

        SnapshotHash.Compute(left).ShouldNotBe(SnapshotHash.Compute(right));
    }

    /// <summary>Every field of an object, its parts' and its lists' with it, each with a way to change it in place.</summary>
    private static IEnumerable<(string Name, Action Change)> Fields(object owner, string path)
    {
        foreach (var property in owner.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var name = $"{path}.{property.Name}";
            var value = property.GetValue(owner);
            if (value is null || IsLeaf(value))
            {
                if (value is not null)
                {
                    yield return (name, () => property.SetValue(owner, Changed(value)));
                }

                continue;
            }

            if (new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable)
            {
                yield return ($"{name} to nothing", () => property.SetValue(owner, null));
            }

            if (value is Array { Length: > 0 } array && IsLeaf(array.GetValue(0)!))
            {
                var last = array.Length - 1;
                yield return ($"{name}[{last}]", () => array.SetValue(Changed(array.GetValue(last)!), last));
            }
            else if (value is IEnumerable items)
            {
                var index = 0;
                foreach (var item in items)
                {
                    foreach (var field in Fields(item, $"{name}[{index}]"))
                    {
                        yield return field;
                    }

                    index++;
                }
            }
            else
            {
                foreach (var field in Fields(value, name))
                {
                    yield return field;
                }
            }
        }
    }

    private static bool IsLeaf(object value) =>
        value is string or int or double or DateTimeOffset or TimeSpan or bool or Enum;

    private static object Changed(object value) =>
        value switch
        {
            string text => text + "x",
            int number => number + 1,
            bool flag => !flag,
            double number => Math.BitIncrement(number),
            DateTimeOffset at => at.AddTicks(1),
            TimeSpan length => length + TimeSpan.FromTicks(1),
            Enum member => Enum.ToObject(member.GetType(), Convert.ToInt32(member, null) + 1),
            _ => throw new ArgumentException($"{value.GetType()} is no leaf.", nameof(value)),
        };
}
