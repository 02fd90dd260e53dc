namespace Decoupling.Cli.Azurite;

/// <summary>Azurite could not be installed or started; the message says why and what to do.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>Creates the exception with sentences for the operator.</summary>
    public AzuriteException(string message, Exception? inner = null)
        : base(message, inner) { }
}
