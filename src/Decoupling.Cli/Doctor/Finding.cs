namespace Decoupling.Cli.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Verdict">Good, worth a note, or bad.</param>
/// <param name="Subject">What was checked.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to do about it, or <see langword="null"/>.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Text, string? Advice = null);

/// <summary>How a check came out.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and the user may want to know something.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Bad,
}
