using System.Diagnostics.CodeAnalysis;

namespace Decoupling.Pipeline.Baselines;

/// <summary>What reading a digest or a baseline gave: the content, or the reason why there is none. Never both, never neither.</summary>
/// <typeparam name="T">A digest or a baseline.</typeparam>
public sealed record BaselineRead<T>
    where T : class
{
    private BaselineRead(T? content, string? reason) => (Content, Reason) = (content, reason);

    /// <summary>The content, or <see langword="null"/> when it could not be read.</summary>
    public T? Content { get; }

    /// <summary>Why it could not be read, a sentence; <see langword="null"/> when it was.</summary>
    public string? Reason { get; }

    /// <summary>Whether there is content.</summary>
    [MemberNotNullWhen(true, nameof(Content))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsRead => Content is not null;

    internal static BaselineRead<T> Of(T content) => new(content, null);

    internal static BaselineRead<T> Refuse(string reason) => new(null, reason);
}
