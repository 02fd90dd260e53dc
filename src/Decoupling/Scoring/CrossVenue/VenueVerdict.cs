namespace Decoupling.Scoring.CrossVenue;

/// <summary>Whose gap it is, and whether the inputs can bear the answer: a word for the row.</summary>
/// <remarks>A venue is dislocated when one of its derivatives is beyond both floors against its own reference, or, where three venues or more make
/// the median, against that: with two, the median cannot tell which of them is off.</remarks>
public enum VenueVerdict
{
    /// <summary>This venue is not dislocated, nor are most venues.</summary>
    Normal,

    /// <summary>This venue is dislocated, and the venues that are hold at most half of the weight, or are one.</summary>
    VenueLocal,

    /// <summary>Two venues or more that hold over half of the weight are dislocated.</summary>
    MarketWide,

    /// <summary>A price of the derivative or of its reference was refused, or the venue's clock; or another input was, and nothing is dislocated.</summary>
    BadData,

    /// <summary>The derivative, or any second venue, could not be judged.</summary>
    InsufficientData,
}
