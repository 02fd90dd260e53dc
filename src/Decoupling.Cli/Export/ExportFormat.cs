namespace Decoupling.Cli.Export;

/// <summary>What rows are written as.</summary>
internal enum ExportFormat
{
    /// <summary>RFC 4180, with a header; texts quoted, absent values empty.</summary>
    Csv,

    /// <summary>One JSON object a line; absent values left out.</summary>
    Ndjson,

    /// <summary>Apache Parquet with Snappy; absent values null, times in microseconds.</summary>
    Parquet,
}
