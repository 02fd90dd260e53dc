using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Decoupling.Pipeline.Venues;

/// <summary>Asks one venue: within its rate limits, with timeouts and retries, and without an exception but for cancellation.</summary>
internal sealed partial class VenueHttp
{
    private readonly string _venue;
    private readonly IReadOnlyList<VenueHost> _hosts;
    private readonly HttpClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _tryTimeout;
    private readonly TimeSpan _totalTimeout;
    private readonly TimeSpan _queueTimeout;
    private readonly ResiliencePipeline _oneTry;
    private readonly ResiliencePipeline _allTries;

    /// <summary>Takes the venue's name, all of its hosts, and the client to send by.</summary>
    public VenueHttp(
        string venue,
        IReadOnlyList<VenueHost> hosts,
        HttpClient client,
        VenueOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        (_venue, _hosts, _client, _time, _logger) = (venue, hosts, client, time, logger);
        (_tryTimeout, _totalTimeout, _queueTimeout) = (options.TryTimeout, options.TotalTimeout, options.QueueTimeout);
        Traffic = new VenueTraffic(hosts, _totalTimeout, time);
        _oneTry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(_tryTimeout)
            .Build();
        var allTries = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(_totalTimeout);
        if (options.Retries > 0)
            allTries.AddRetry(Retrying(options));
        _allTries = allTries.Build();
    }

    /// <summary>How the venue's requests go.</summary>
    public VenueTraffic Traffic { get; }

    /// <summary>Sends one request and reads its reply, or says as the end of a sentence why there is none.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Reading<Reply<T>>> GetAsync<T>(
        VenueCall call,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        // The limit is waited for beforehand: a long queue is no slow venue.
        var reserved = await ReserveAsync(call, _queueTimeout, _totalTimeout, cancellationToken);
        if (reserved.Value is not { } place)
            return new Missing(reserved.Reason!);
        using var first = place;
        var startedAt = _time.GetTimestamp();
        using var span = PipelineSpans.StartVenueRequest(_venue, call.Host.BaseAddress);
        var reading = await TryAllAsync(call, type, first, startedAt, cancellationToken);
        var isWell = reading.Reason is null;
        PipelineMetrics.VenueAsked(_venue, isWell, _time.GetElapsedTime(startedAt));
        PipelineSpans.End(span, isWell ? TelemetryNames.Ok : TelemetryNames.Failed, isWell);
        return reading;
    }

    private async Task<Reading<Reply<T>>> TryAllAsync<T>(
        VenueCall call,
        JsonTypeInfo<T> type,
        RatePlace first,
        long startedAt,
        CancellationToken cancellationToken
    )
        where T : class
    {
        Reading<RatePlace>? place = first;
        try
        {
            var last = await _allTries.ExecuteAsync(
                async token =>
                {
                    var left = _totalTimeout - _time.GetElapsedTime(startedAt);
                    var reserved = place ?? await ReserveAsync(call, left, left, token);
                    place = null;
                    return reserved.Value is { } own
                        ? await TryAsync(call, type, own, startedAt, token)
                        : VenueTry<T>.Failed(reserved.Reason!);
                },
                cancellationToken
            );
            if (
                last is { MayRetry: true, Reading.Reason: { } reason }
                && _time.GetElapsedTime(startedAt) >= _tryTimeout
            )
                Traffic.NoteExhausted(reason, startedAt);
            return last.Reading;
        }
        catch (TimeoutRejectedException)
        {
            Traffic.NoteExhausted(NoAnswerWithin(_totalTimeout), startedAt);
            return new Missing(NoAnswerWithin(_totalTimeout));
        }
    }

    /// <summary>Waits for the request's place within its limit, or says why it is not to be sent.</summary>
    private async Task<Reading<RatePlace>> ReserveAsync(
        VenueCall call,
        TimeSpan queueing,
        TimeSpan patience,
        CancellationToken cancellationToken
    ) => await call.Host.ReserveAsync(call, queueing, patience, () => Traffic.GaveUpBecause, cancellationToken);

    private static RetryStrategyOptions Retrying(VenueOptions options) =>
        new()
        {
            MaxRetryAttempts = options.Retries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is IVenueTry { MayRetry: true }),
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Result as IVenueTry)?.RetryAfter),
        };

    private async Task<VenueTry<T>> TryAsync<T>(
        VenueCall call,
        JsonTypeInfo<T> type,
        RatePlace place,
        long startedAt,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var sent = place;
        try
        {
            var ended = await _oneTry.ExecuteAsync(
                async token => await SendAsync(call, type, sent, token),
                cancellationToken
            );
            if (ended is { MayRetry: true, Reading.Reason: { } failure })
                Traffic.NoteFailure(failure);
            var left = _totalTimeout - _time.GetElapsedTime(startedAt);
            return ended.RetryAfter > left ? ended with { MayRetry = false } : ended;
        }
        catch (TimeoutRejectedException)
        {
            Traffic.NoteFailure(NoAnswerWithin(_tryTimeout));
            return VenueTry<T>.FailedForNow(NoAnswerWithin(_tryTimeout));
        }
    }

    private async Task<VenueTry<T>> SendAsync<T>(
        VenueCall call,
        JsonTypeInfo<T> type,
        RatePlace place,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var (sentAt, startedAt) = (_time.GetUtcNow(), _time.GetTimestamp());
        try
        {
            using var request = Request(call);
            using var response = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            place.Dispose();
            var fault = ReplyStatus.Fault(response, _time.GetUtcNow());
            ReplyLimits.Obey(response, call, _time.GetUtcNow());
            if (fault is not null)
                return Ended<T>(await ExplainAsync(response, type, cancellationToken) ?? fault, call.Host);

            var body = await ReplyBody.ReadAsync(response.Content, type, cancellationToken);
            if (body.Value is ICodedReply { Fault: { } coded })
                return Ended<T>(coded, call.Host);
            var receivedAt = _time.GetUtcNow();
            if (body.Value is not null)
                Traffic.NoteAnswer(_time.GetElapsedTime(startedAt));
            return new(body.Then<Reply<T>>(value => new Reply<T>(value, sentAt, receivedAt)));
        }
        catch (AddressRefusedException refused)
        {
            return VenueTry<T>.Failed(refused.Message);
        }
        catch (HttpRequestException exception)
        {
            return VenueTry<T>.FailedForNow($"the connection failed ({exception.HttpRequestError})");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return VenueTry<T>.FailedForNow("the reply broke off");
        }
    }

    /// <summary>The venue's own code beside HTTP 400, where it sends one in the body.</summary>
    private static async Task<ReplyFault?> ExplainAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (response.StatusCode != HttpStatusCode.BadRequest || !typeof(T).IsAssignableTo(typeof(ICodedReply)))
            return null;
        var body = await ReplyBody.ReadAsync(response.Content, type, cancellationToken);
        return (body.Value as ICodedReply)?.Fault;
    }

    private static HttpRequestMessage Request(VenueCall call)
    {
        var address = new Uri(call.Host.BaseAddress, call.Path);
        var request = call.PostedJson is { } json
            ? new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
            }
            : new HttpRequestMessage(HttpMethod.Get, address);
        // Coinbase refuses a request that does not say who asks.
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Decoupling", null));
        return request;
    }

    private VenueTry<T> Ended<T>(ReplyFault fault, VenueHost host)
    {
        if (fault.Hold is { } length)
        {
            foreach (var held in fault.HoldsVenue ? _hosts : [host])
                held.Hold(length, fault.Reason);
            LogHold(_venue, fault.Reason);
        }
        return fault.MayRetry ? VenueTry<T>.FailedForNow(fault.Reason, fault.Hold) : VenueTry<T>.Failed(fault.Reason);
    }

    private static string NoAnswerWithin(TimeSpan timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0.##} s");

    [LoggerMessage(LogLevel.Warning, "Sends no requests to {Venue} for a while: {Reason}.")]
    private partial void LogHold(string venue, string reason);
}
