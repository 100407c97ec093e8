using System.Collections.Immutable;
using Fard.Actors.Content;
using Fard.Networks.Description;

namespace Fard.Actors.Packages;

/// <summary>The bitstream packages that a head can supply to boards that lack them. Safe for several threads.</summary>
public interface IPackageSupply
{
    /// <summary>A package by its name; null: the head cannot supply it.</summary>
    PackageOffer? Find(string name);
}

/// <summary>A package that a head can supply.</summary>
/// <param name="Manifest">SHA-256 of its manifest.</param>
/// <param name="Board">Name of the board description that it is for.</param>
/// <param name="Layers">The layers that its kernel computes; null: any.</param>
/// <param name="Devices">Kinds of device that can load it.</param>
public sealed record PackageOffer(string Name, ContentHash Manifest, string Board, LayerRange? Layers, ImmutableArray<string> Devices);
