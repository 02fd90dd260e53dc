using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Decoupling.Pipeline.Venues;

/// <summary>What a status means at the venues that we ask.</summary>
/// <remarks>Sources: Binance, "Limits" and "HTTP Return Codes" (418: banned, 429: break off, both with Retry-After; 403: firewall);
/// Bybit, "Rate Limit Rules" (403 "access too frequent": wait at least 10 minutes). Both checked 2026-11-22.</remarks>
internal static class ReplyStatus
{
    /// <summary>How long a host is left alone after 429 without Retry-After.</summary>
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(10);

    /// <summary>Binance's shortest ban, for 418 without Retry-After.</summary>
    private static readonly TimeSpan DefaultBan = TimeSpan.FromMinutes(2);

    /// <summary>Bybit's shortest wait after 403.</summary>
    private static readonly TimeSpan WaitAfterForbidden = TimeSpan.FromMinutes(10);

    /// <summary>The longest Retry-After that is believed: Binance's longest ban.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(3);

    private const HttpStatusCode Banned = (HttpStatusCode)418;

    /// <summary>What is wrong with a reply by its status, or <see langword="null"/>.</summary>
    public static ReplyFault? Fault(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.OK => null,
            HttpStatusCode.UnavailableForLegalReasons => new ReplyFault("blocked from this region (HTTP 451)"),
            HttpStatusCode.Forbidden => new ReplyFault(
                "blocked from this region (HTTP 403), or from this address for asking too often",
                Hold: WaitAfterForbidden
            ),
            HttpStatusCode.TooManyRequests => Pause(RetryAfter(response, now) ?? DefaultPause, status, true, false),
            Banned => Pause(RetryAfter(response, now) ?? DefaultBan, status, false, true),
            HttpStatusCode.RequestTimeout => new ReplyFault(Answered(status), MayRetry: true),
            _ when status is >= 300 and < 400 => new ReplyFault(
                $"{Answered(status)}, a redirect, which is not followed"
            ),
            _ when status >= 500 => new ReplyFault(Answered(status), MayRetry: true, RetryAfter(response, now)),
            _ => new ReplyFault(Answered(status)),
        };
    }

    private static ReplyFault Pause(TimeSpan wait, int status, bool mayRetry, bool holdsVenue) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the venue told us to send nothing for {wait.TotalSeconds:0} s (HTTP {status})"
            ),
            mayRetry,
            wait,
            holdsVenue
        );

    private static string Answered(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"the venue answered HTTP {status}");

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.RetryAfter is not RetryConditionHeaderValue header)
            return null;
        var wait = header.Delta ?? header.Date - now;
        if (wait is not { } length || length <= TimeSpan.Zero)
            return null;
        return length < LongestWait ? length : LongestWait;
    }
}
