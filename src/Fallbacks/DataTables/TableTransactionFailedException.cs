using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction that was rolled back whole, with the write that failed.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the service's answer, whose message begins with the failed write's index and a colon.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException?.Status ?? 0,
            requestFailedException?.Message ?? "",
            requestFailedException?.ErrorCode,
            requestFailedException
        )
    {
        var index = Message.Split(':', 2)[0];
        if (int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            FailedTransactionActionIndex = number;
        }
    }

    /// <summary>The place of the failed write in the transaction, from 0; <see langword="null"/> when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
