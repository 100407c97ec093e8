namespace Fard.Networks.Scores;

/// <summary>The class that a network gave to an image.</summary>
/// <param name="Index">Its number, counted from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Score">Its score; null where the network answers with a class and no scores (LFC networks).</param>
public readonly record struct Classification(int Index, string Name, int? Score);
