namespace Azure.Data.Tables.Wire;

/// <summary>The answer for a row that is not there.</summary>
internal sealed class MissingResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The row is not there: ask HasValue first.");

    public override Response GetRawResponse() => response;
}
