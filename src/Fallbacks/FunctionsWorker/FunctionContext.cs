namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The run's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same over all runs.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The services of this run.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>What parts of this run share.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Fires when the host gives this run up.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
