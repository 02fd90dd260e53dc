namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Classes that share one Azurite and run one after the other; each test has days of its own, so none sees the slots of another.</summary>
[CollectionDefinition(nameof(SharedStorage))]
public sealed class SharedStorage : ICollectionFixture<AzuriteFixture>;
