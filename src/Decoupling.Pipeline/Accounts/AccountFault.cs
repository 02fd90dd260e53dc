using System.Globalization;

namespace Decoupling.Pipeline.Accounts;

/// <summary>Why an account, or a whole file, is refused.</summary>
/// <param name="Line">The line that is wrong, from 1.</param>
/// <param name="Reason">A clause that names the field; it repeats nothing of the content.</param>
public sealed record AccountFault(int Line, string Reason)
{
    /// <summary>The sentence for a person.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Line {Line}: {Reason}.");
}

/// <summary>Carries a fault from where it is found to where its account is given up.</summary>
internal sealed class AccountFaultException(int line, string reason) : Exception(reason)
{
    public AccountFault Fault { get; } = new(line, reason);
}
