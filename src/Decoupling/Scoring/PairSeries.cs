using System.Buffers;
using Decoupling.Carry;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>The closes, bases and returns of a pair over the bars that both legs traded in, oldest first: formed once, in one pooled buffer, for all metrics.</summary>
/// <remarks>A return, and a step of the basis, exists only between two such bars in a row; a gap is never bridged.</remarks>
internal readonly ref struct PairSeries : IDisposable
{
    private const int Columns = 8;

    private readonly double[] _values;
    private readonly int[] _bars;
    private readonly int _room;
    private readonly int _closes;
    private readonly int _returns;
    private readonly DateTimeOffset _firstBarEndAt;

    private PairSeries(BarSeries underlying, BarSeries derivative)
    {
        var overlap = BarOverlap.Between(underlying, derivative);
        _room = overlap.Count;
        _values = ArrayPool<double>.Shared.Rent(Columns * _room);
        _bars = ArrayPool<int>.Shared.Rent(2 * _room);
        _firstBarEndAt = underlying.StartAt + underlying.Step * (overlap.UnderlyingStart + 1);
        Step = underlying.Step;

        var closesX = Column(0);
        var closesY = Column(1);
        var barOfClose = _bars.AsSpan(0, _room);
        for (var bar = 0; bar < _room; bar++)
        {
            if (overlap.IsTraded(underlying, derivative, bar))
            {
                closesX[_closes] = underlying.Close[overlap.UnderlyingStart + bar];
                closesY[_closes] = derivative.Close[overlap.DerivativeStart + bar];
                barOfClose[_closes++] = bar;
            }
        }

        _returns = FormSteps(barOfClose[.._closes]);
    }

    public TimeSpan Step { get; }

    public ReadOnlySpan<double> UnderlyingCloses => Column(0)[.._closes];

    public ReadOnlySpan<double> DerivativeCloses => Column(1)[.._closes];

    /// <summary>(F - S)/S in basis points, one a close.</summary>
    public ReadOnlySpan<double> BasisBps => Column(2)[.._closes];

    /// <summary>ln(F/S), one a close: the gap between the log prices, whose tie (1, -1) is known.</summary>
    public ReadOnlySpan<double> LogBasis => Column(3)[.._closes];

    public ReadOnlySpan<double> UnderlyingReturns => Column(4)[.._returns];

    public ReadOnlySpan<double> DerivativeReturns => Column(5)[.._returns];

    /// <summary>The basis at the beginning of each step that a return has.</summary>
    public ReadOnlySpan<double> BasisBeforeBps => Column(6)[.._returns];

    /// <summary>The basis at its end.</summary>
    public ReadOnlySpan<double> BasisAfterBps => Column(7)[.._returns];

    public static PairSeries Of(BarSeries underlying, BarSeries derivative) => new(underlying, derivative);

    /// <summary>When the bar of a close ended.</summary>
    public DateTimeOffset CloseAt(int index) => _firstBarEndAt + Step * _bars[index];

    /// <summary>When the bar of a return ended.</summary>
    public DateTimeOffset ReturnAt(int index) => _firstBarEndAt + Step * _bars[_room + index];

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_bars);
    }

    private int FormSteps(ReadOnlySpan<int> barOfClose)
    {
        var closesX = Column(0);
        var closesY = Column(1);
        var basis = Column(2);
        var logBasis = Column(3);
        var returnsX = Column(4);
        var returnsY = Column(5);
        var before = Column(6);
        var after = Column(7);
        var barOfReturn = _bars.AsSpan(_room, _room);
        var count = 0;
        for (var i = 0; i < barOfClose.Length; i++)
        {
            basis[i] = Basis.OfPrices(closesY[i], closesX[i]);
            logBasis[i] = Math.Log(closesY[i] / closesX[i]);
            if (i == 0 || barOfClose[i] != barOfClose[i - 1] + 1)
            {
                continue;
            }

            returnsX[count] = PairedReturns.LogReturn(closesX[i - 1], closesX[i]);
            returnsY[count] = PairedReturns.LogReturn(closesY[i - 1], closesY[i]);
            (before[count], after[count]) = (basis[i - 1], basis[i]);
            barOfReturn[count++] = barOfClose[i];
        }

        return count;
    }

    private Span<double> Column(int index) => _values.AsSpan(index * _room, _room);
}
