namespace Decoupling.Pipeline.Accounts.Wire;

/// <summary>An object of the file whose fields have been checked against what may stand there.</summary>
internal sealed class AccountObject
{
    private readonly LinedValue value;

    private AccountObject(LinedValue value) => this.value = value;

    public int Line => value.Line;

    /// <summary>Checks names, doubles, kinds and ranges; what lies inside is checked when it is read.</summary>
    /// <exception cref="AccountFaultException">The first field that is wrong, by its line.</exception>
    public static AccountObject Of(LinedValue value, AccountField field)
    {
        if (value.Kind != LinedKind.Object)
        {
            throw new AccountFaultException(value.Line, $"an entry of {field.Name} is no object");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, line, inner) in value.Properties)
        {
            var known =
                field.Fields.FirstOrDefault(one => one.Name == name)
                ?? throw new AccountFaultException(line, $"there is no such field in {field.Name}");
            if (!seen.Add(name))
            {
                throw new AccountFaultException(line, $"{name} stands twice");
            }

            if (known.FaultOf(inner) is { } fault)
            {
                throw new AccountFaultException(inner.Line, fault);
            }
        }

        var missing = field.Fields.FirstOrDefault(one => !one.IsOptional && !seen.Contains(one.Name));
        return missing is null
            ? new AccountObject(value)
            : throw new AccountFaultException(value.Line, $"{missing.Name} is missing");
    }

    public LinedValue? Find(string name)
    {
        foreach (var property in value.Properties)
        {
            if (property.Name == name)
            {
                return property.Value;
            }
        }

        return null;
    }

    public int LineOf(string name) => Find(name)?.Line ?? Line;

    public string Text(string name) => Find(name)!.Text;

    public double Number(string name) => Find(name)!.Number;

    public double? NumberOrNone(string name) => Find(name)?.Number;

    public IReadOnlyList<LinedValue> Items(string name) => Find(name)?.Items ?? [];
}
