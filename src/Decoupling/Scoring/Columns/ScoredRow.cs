namespace Decoupling.Scoring.Columns;

/// <summary>What a result row is made of: the card of the slot and one derivative's score.</summary>
/// <param name="Card">The slot.</param>
/// <param name="Score">The derivative.</param>
public readonly record struct ScoredRow(ScoreCard Card, DerivativeScore Score);
