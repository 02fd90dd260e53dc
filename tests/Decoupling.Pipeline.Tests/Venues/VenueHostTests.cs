using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Requests that wait for their host's limits: none is lost, and no venue sees more than its limit, whatever the way and the machine do.</summary>
public class VenueHostTests
{
    private const int Requests = 200;

    private readonly ManualTime _time = new(Recording.NowAt);
    private readonly RateBudget _budget;
    private readonly VenueHost _host;

    public VenueHostTests()
    {
        _budget = new WindowBudget("weight", 10, TimeSpan.FromMinutes(1), _time, share: 1);
        _host = new VenueHost(new Uri("https://venue.example/"), _budget, _time);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 15, 0.8)]
    [InlineData(20, 100, 0.8)]
    public async Task Bucket_AnyLoadAndLatency_NeverTakesMoreThanTheVenuesBucketHas(
        int perSecond,
        int burst,
        double share
    )
    {
        var bucket = new BucketBudget("requests", perSecond, TimeSpan.FromSeconds(1), burst, _time, share);

        var arrived = await LoadAsync(bucket, 1, TimeSpan.FromSeconds(3.0 / perSecond));

        // The venue's own bucket, as Coinbase documents it.
        var (tokens, filledAt) = ((double)burst, arrived[0].At);
        foreach (var (at, weight) in arrived)
        {
            tokens = Math.Min(burst, tokens + ((at - filledAt).TotalSeconds * perSecond)) - weight;
            filledAt = at;
            tokens.ShouldBeGreaterThan(-1e-6);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    public async Task Window_AnyLoadAndLatency_NeverTakesMoreInAnyWindow(int mostWeight)
    {
        var arrived = await LoadAsync(_budget, mostWeight, TimeSpan.FromSeconds(30));

        foreach (var (at, _) in arrived)
        {
            arrived
                .Where(entry => entry.At <= at && at - entry.At < TimeSpan.FromMinutes(1))
                .Sum(entry => entry.Weight)
                .ShouldBeLessThanOrEqualTo(10);
        }
    }

    [Fact]
    public async Task ReserveAsync_AllWakeTogether_LetsNoMoreThroughThanTheLimit()
    {
        Spend(10);
        var sent = await _time.RunAsync(() =>
        {
            var waiting = Enumerable.Range(0, 50).Select(_ => ReserveAsync(_budget, 1)).ToArray();
            // The machine had no time for any of them for an hour.
            _time.Sleep(TimeSpan.FromHours(1));
            return Task.FromResult(waiting.Where(one => one.IsCompletedSuccessfully).ToArray());
        });

        sent.Length.ShouldBe(10);
    }

    [Fact]
    public async Task ReserveAsync_GivenUp_LeavesNothingBehind()
    {
        Spend(10);
        using var source = new CancellationTokenSource();
        var waiting = ReserveAsync(_budget, 5, cancellationToken: source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        WaitFor(10).ShouldBe(TimeSpan.FromMinutes(1));
    }

    /// <summary>Many requests at random times, each of which arrives at some time between its sending and its answer.</summary>
    private async Task<List<(TimeSpan At, int Weight)>> LoadAsync(
        RateBudget budget,
        int mostWeight,
        TimeSpan mostLatency
    )
    {
        var random = new Random(11);
        var startedAt = _time.GetTimestamp();
        var arrived = new List<(TimeSpan At, int Weight)>();
        async Task AskAsync()
        {
            await Task.Delay(random.NextDouble() * Requests / 4 * mostLatency, _time);
            var weight = random.Next(1, mostWeight + 1);
            var isUrgent = random.Next(5) == 0;
            using var place = (await ReserveAsync(budget, weight, isUrgent)).Value.ShouldNotBeNull();
            await Task.Delay(random.NextDouble() * mostLatency, _time);
            arrived.Add((_time.GetElapsedTime(startedAt), weight));
            await Task.Delay(random.NextDouble() * mostLatency, _time);
        }

        await _time.RunAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => AskAsync()));
            return true;
        });
        arrived.Count.ShouldBe(Requests);
        return arrived;
    }

    private Task<Reading<RatePlace>> ReserveAsync(
        RateBudget budget,
        int weight,
        bool isUrgent = false,
        CancellationToken cancellationToken = default
    ) =>
        _host.ReserveAsync(
            new VenueCall(_host, "", weight, budget) { IsUrgent = isUrgent },
            TimeSpan.FromDays(10),
            TimeSpan.FromDays(10),
            () => null,
            cancellationToken
        );

    private void Spend(int weight)
    {
        var place = new RatePlace(_host, _budget, weight);
        _budget.Send(place);
        _budget.Leave(place);
    }

    private TimeSpan WaitFor(int weight) => _budget.WaitFor(new RatePlace(_host, _budget, weight));
}
