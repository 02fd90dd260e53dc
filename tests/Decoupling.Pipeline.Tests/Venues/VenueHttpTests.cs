using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Venues;

public class VenueHttpTests
{
    private const string Path = "api/v3/time";
    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly Dictionary<string, string> Good = new() { [Path] = """{"serverTime":1795176001250}""" };

    private readonly ManualTime _time = new(Recording.NowAt);
    private readonly List<DateTimeOffset> _askedAt = [];

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task GetAsync_FailsTwiceThenAnswers_IsRetried(HttpStatusCode status)
    {
        var asked = new Asked(this, Good, Replies(status, status));

        var reading = await asked.GetAsync();

        reading.Value.ShouldNotBeNull().Body.ServerTime.ShouldBe(1795176001250m);
        _askedAt.Count.ShouldBe(3);
    }

    [Fact]
    public async Task GetAsync_FailsEachTime_SaysWhatTheVenueAnswered()
    {
        var asked = new Asked(this, Nothing, Replies([.. Enumerable.Repeat(HttpStatusCode.InternalServerError, 3)]));

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe("the venue answered HTTP 500");
        _askedAt.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "the venue answered HTTP 400")]
    [InlineData(HttpStatusCode.NotFound, "the venue answered HTTP 404")]
    [InlineData(HttpStatusCode.UnavailableForLegalReasons, "blocked from this region (HTTP 451)")]
    [InlineData(
        HttpStatusCode.Forbidden,
        "blocked from this region (HTTP 403), or from this address for asking too often"
    )]
    [InlineData(HttpStatusCode.Redirect, "the venue answered HTTP 302, a redirect, which is not followed")]
    [InlineData(HttpStatusCode.PermanentRedirect, "the venue answered HTTP 308, a redirect, which is not followed")]
    public async Task GetAsync_FinalStatus_IsNotRetried(HttpStatusCode status, string reason)
    {
        var asked = new Asked(this, Nothing, Replies(status));

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe(reason);
        _askedAt.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GetAsync_429WithRetryAfter_SendsNothingToTheHostUntilThen()
    {
        var asked = new Asked(this, Good, Waiting(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)));

        var readings = await _time.RunAsync(async () =>
        {
            var first = asked.Http.GetAsync(asked.Call, BinanceJson.Default.BinanceTime, CancellationToken.None);
            var second = asked.Http.GetAsync(asked.Call, BinanceJson.Default.BinanceTime, CancellationToken.None);
            return await Task.WhenAll(first, second);
        });

        readings.ShouldAllBe(reading => reading.Value != null);
        _askedAt.Count.ShouldBe(3);
        _askedAt.Skip(1).ShouldAllBe(at => at >= Recording.NowAt.AddSeconds(7));
    }

    [Fact]
    public async Task GetAsync_429LongerThanTheBudget_IsRefusedAtOnceAndNotAskedAgain()
    {
        var asked = new Asked(this, Good, Waiting(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(90)));

        var first = await asked.GetAsync();
        var second = await asked.GetAsync();
        _time.Advance(TimeSpan.FromSeconds(91));
        var third = await asked.GetAsync();

        first.Reason.ShouldBe("the venue told us to send nothing for 90 s (HTTP 429)");
        second.Reason.ShouldBe(first.Reason);
        third.Value.ShouldNotBeNull();
        _askedAt.Count.ShouldBe(2);
    }

    [Fact]
    public async Task GetAsync_503WithRetryAfter_WaitsThatLong()
    {
        var asked = new Asked(this, Good, Waiting(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(9)));

        var reading = await asked.GetAsync();

        reading.Value.ShouldNotBeNull();
        _askedAt[1].ShouldBeGreaterThanOrEqualTo(Recording.NowAt.AddSeconds(9));
    }

    [Fact]
    public async Task GetAsync_RetryAfterAsDate_IsObeyed()
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(Recording.NowAt.AddSeconds(4));
        var asked = new Asked(this, Good, [response]);

        var reading = await asked.GetAsync();

        reading.Value.ShouldNotBeNull();
        _askedAt[1].ShouldBeGreaterThanOrEqualTo(Recording.NowAt.AddSeconds(4));
    }

    [Fact]
    public async Task GetAsync_418_StopsAllHostsOfTheVenueUntilTheBanEnds()
    {
        var asked = new Asked(this, Good, Waiting((HttpStatusCode)418, TimeSpan.FromMinutes(10)));

        var banned = await asked.GetAsync();
        var otherHost = await asked.GetAsync(asked.OtherCall);
        _time.Advance(TimeSpan.FromMinutes(10));
        var afterwards = await asked.GetAsync(asked.OtherCall);

        banned.Reason.ShouldBe("the venue told us to send nothing for 600 s (HTTP 418)");
        otherHost.Reason.ShouldBe(banned.Reason);
        afterwards.Value.ShouldNotBeNull();
        _askedAt.Count.ShouldBe(2);
    }

    [Fact]
    public async Task GetAsync_403_LeavesTheHostAloneForTenMinutes()
    {
        var asked = new Asked(this, Good, Replies(HttpStatusCode.Forbidden));

        await asked.GetAsync();
        var again = await asked.GetAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        var afterwards = await asked.GetAsync();

        again.Reason.ShouldNotBeNull().ShouldStartWith("blocked from this region (HTTP 403)");
        afterwards.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task GetAsync_NoAnswer_TimesOutEachTry()
    {
        var options = new VenueOptions { TotalTimeout = TimeSpan.FromMinutes(2) };
        var asked = new Asked(this, Nothing, [], options) { Hangs = true };

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe("no answer within 5 s");
        _askedAt.Count.ShouldBe(3);
        _time.GetUtcNow().ShouldBeGreaterThan(Recording.NowAt.AddSeconds(15));
    }

    [Fact]
    public async Task GetAsync_NoAnswerAndLittleTimeInAll_StopsAtTheWhole()
    {
        var options = new VenueOptions { TotalTimeout = TimeSpan.FromSeconds(6) };
        var asked = new Asked(this, Nothing, [], options) { Hangs = true };

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe("no answer within 6 s");
        _time.GetUtcNow().ShouldBe(Recording.NowAt.AddSeconds(6));
    }

    [Fact]
    public async Task GetAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        var asked = new Asked(this, Nothing, []) { Hangs = true };

        var task = asked.Http.GetAsync(asked.Call, BinanceJson.Default.BinanceTime, cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(task);
    }

    [Theory]
    [InlineData("""{"serverTime":17951760""", "the reply is broken JSON or not of the documented shape")]
    [InlineData("", "the reply is broken JSON or not of the documented shape")]
    [InlineData("[]", "the reply is broken JSON or not of the documented shape")]
    [InlineData("null", "the reply is empty")]
    public async Task GetAsync_BrokenJson_IsNamedWithoutTheBody(string body, string reason)
    {
        var asked = new Asked(this, Nothing, [ReplayHandler.Json(body)]);

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task GetAsync_WebPage_IsNotJson()
    {
        var page = new HttpResponseMessage
        {
            Content = new StringContent("<html>secret</html>", Encoding.UTF8, "text/html"),
        };
        var asked = new Asked(this, Nothing, [page]);

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe("the reply is not JSON by its content type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetAsync_MoreThan8MiB_IsNotReadToTheEnd(bool saysItsLength)
    {
        var body = ReplayHandler.Json(new byte[ReplyBody.MaxBytes + 1]);
        if (!saysItsLength)
            body.Content = new UnsizedContent(ReplyBody.MaxBytes + 1);
        var asked = new Asked(this, Nothing, [body]);

        var reading = await asked.GetAsync();

        reading.Reason.ShouldBe("the reply is larger than 8 MiB");
    }

    [Fact]
    public async Task GetAsync_VenueCountsMoreThanWeSpent_WaitsForRoom()
    {
        var used = ReplayHandler.Json(Good[Path]);
        used.Headers.Add("X-MBX-USED-WEIGHT-1M", "100");
        var asked = new Asked(this, Good, [used]);

        await asked.GetAsync();
        var second = await asked.GetAsync();

        second.Value.ShouldNotBeNull();
        (_askedAt[1] - _askedAt[0]).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task GetAsync_QueueIsLongerThanItIsWaitedFor_SendsNothing()
    {
        var used = ReplayHandler.Json(Good[Path]);
        used.Headers.Add("X-MBX-USED-WEIGHT-1M", "100");
        var asked = new Asked(this, Good, [used], new VenueOptions { QueueTimeout = TimeSpan.FromSeconds(59) });

        await asked.GetAsync();
        var second = await asked.GetAsync();

        second.Reason.ShouldBe("its rate limit leaves no room for this request in time");
        _askedAt.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GetAsync_BybitSaysNoRequestsAreLeft_WaitsForTheReset()
    {
        var used = ReplayHandler.Json(Good[Path]);
        used.Headers.Add("X-Bapi-Limit-Status", "0");
        used.Headers.Add(
            "X-Bapi-Limit-Reset-Timestamp",
            Recording
                .NowAt.AddSeconds(3)
                .ToUnixTimeMilliseconds()
                .ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        var asked = new Asked(this, Good, [used]);

        await asked.GetAsync();
        await asked.GetAsync();

        _askedAt[1].ShouldBe(Recording.NowAt.AddSeconds(3));
    }

    private static HttpResponseMessage[] Replies(params HttpStatusCode[] statuses) =>
        [.. statuses.Select(status => new HttpResponseMessage(status))];

    private static HttpResponseMessage[] Waiting(HttpStatusCode status, TimeSpan retryAfter)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(retryAfter);
        return [response];
    }

    /// <summary>A venue of two hosts with room for 100 weights a minute each, which gives some replies before those of a recording.</summary>
    private sealed class Asked
    {
        private readonly VenueHttpTests _test;

        public Asked(
            VenueHttpTests test,
            Dictionary<string, string> recording,
            HttpResponseMessage[] first,
            VenueOptions? options = null
        )
        {
            _test = test;
            var queue = new Queue<HttpResponseMessage>(first);
            var handler = new ReplayHandler(recording);
            handler.Instead = (_, token) =>
            {
                test._askedAt.Add(test._time.GetUtcNow());
                if (Hangs)
                    return HangAsync(token);
                return queue.TryDequeue(out var reply) ? Task.FromResult(reply) : null;
            };
            VenueHost[] hosts = [Host("https://one.example/"), Host("https://two.example/")];
            Call = new VenueCall(hosts[0], Path, 1);
            OtherCall = new VenueCall(hosts[1], Path, 1);
            Http = new VenueHttp(
                "test",
                hosts,
                new HttpClient(handler),
                options ?? new VenueOptions(),
                test._time,
                NullLogger.Instance
            );
        }

        public bool Hangs { get; init; }

        public VenueHttp Http { get; }

        public VenueCall Call { get; }

        public VenueCall OtherCall { get; }

        public Task<Reading<Reply<BinanceTime>>> GetAsync(VenueCall? call = null) =>
            _test._time.RunAsync(() =>
                Http.GetAsync(call ?? Call, BinanceJson.Default.BinanceTime, TestContext.Current.CancellationToken)
            );

        private VenueHost Host(string address) =>
            new(
                new Uri(address),
                new WindowBudget("weight", 100, TimeSpan.FromMinutes(1), _test._time, share: 1),
                _test._time
            );

        private static async Task<HttpResponseMessage> HangAsync(CancellationToken token)
        {
            var hangs = new TaskCompletionSource<HttpResponseMessage>();
            await using var registration = token.Register(() => hangs.TrySetCanceled(token));
            return await hangs.Task;
        }
    }

    private sealed class UnsizedContent : StreamContent
    {
        public UnsizedContent(int length)
            : base(new MemoryStream(new byte[length])) =>
            Headers.ContentType = new MediaTypeHeaderValue("application/json");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
