namespace Fard.Actors.Content;

/// <summary>Why a content was not stored, found, or fetched.</summary>
public enum ContentError
{
    /// <summary>Nobody who was asked has it.</summary>
    Unknown = 1,

    /// <summary>It is longer than who asked for it accepts, or than the store may hold.</summary>
    TooLarge = 2,

    /// <summary>What came has another hash.</summary>
    WrongHash = 3,

    /// <summary>It ended before its length, or has another length than was said.</summary>
    WrongLength = 4,

    /// <summary>The store is full of contents that are in use.</summary>
    StoreFull = 5,

    /// <summary>A listing is damaged, names a path that leads out of its folder, or lists too much.</summary>
    BadListing = 6,

    /// <summary>There is no head, or none that could be reached.</summary>
    NoHead = 7,
}
