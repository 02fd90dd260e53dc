using System.Globalization;

namespace Decoupling.Pipeline.Venues;

/// <summary>Corrects what we think is left of a venue's limits by what its reply's headers say.</summary>
/// <remarks>Sources: Binance, "IP Limits" (X-MBX-USED-WEIGHT-1M: the weight used this minute by our address);
/// Bybit, "Rate Limit Rules" (X-Bapi-Limit-Status: requests left; X-Bapi-Limit-Reset-Timestamp: when the window ends, ms).
/// Both checked 2026-11-22.</remarks>
internal static class ReplyLimits
{
    /// <summary>The longest wait that a reset timestamp may ask for: Bybit's windows are of seconds.</summary>
    private static readonly TimeSpan LongestReset = TimeSpan.FromMinutes(1);

    /// <summary>The wait when nothing is left and no reset is named.</summary>
    private static readonly TimeSpan DefaultReset = TimeSpan.FromSeconds(1);

    /// <summary>Reads the headers and tells the host.</summary>
    public static void Obey(HttpResponseMessage response, VenueCall call, DateTimeOffset now)
    {
        if (Number(response, "X-MBX-USED-WEIGHT-1M") is { } used)
            call.Host.Correct(call.Host.Budget, (int)Math.Clamp(used, 0, int.MaxValue));
        if (Number(response, "X-Bapi-Limit-Status") is not 0)
            return;
        var reset = Number(response, "X-Bapi-Limit-Reset-Timestamp") is { } resetMs
            ? TimeSpan.FromMilliseconds(
                Math.Clamp(resetMs - now.ToUnixTimeMilliseconds(), 0, LongestReset.TotalMilliseconds)
            )
            : DefaultReset;
        call.Host.Hold(reset, "the venue says that our requests are used up");
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
