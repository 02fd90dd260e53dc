namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What ties a function's parameter to the outside.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class BindingAttribute : Attribute;

/// <summary>What starts a function.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;
