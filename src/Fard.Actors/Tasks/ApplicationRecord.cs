using Fard.Actors.Applications;
using Fard.Actors.Applications.Packages;
using Fard.Networks.Description;

namespace Fard.Actors.Tasks;

/// <summary>One instance of an application, as heads and boards keep it.</summary>
/// <param name="Id">Its id: nothing of another instance is ever seen by its tasks.</param>
/// <param name="Content">Hash of the listing of its files, which names every file's content.</param>
/// <param name="File">Name of the file that describes it.</param>
/// <param name="Text">What that file says.</param>
public sealed record ApplicationRecord(string Id, string Content, string File, string Text)
{
    /// <summary>Most characters of an id.</summary>
    public const int MaxIdLength = ManifestReader.MaxNameLength + 1 + 32;

    /// <summary>Counts its restarts with other files, from 1.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Whether its output is collected.</summary>
    public bool CollectsOutput { get; init; }

    /// <summary>Whether it was killed: its tasks are to stop wherever they are found.</summary>
    public bool Killed { get; init; }

    /// <summary>Counts the changes of the record; of two the one with the higher count is right.</summary>
    public long Change { get; init; } = 1;

    /// <summary>A fresh id for an instance of an application.</summary>
    public static string NewId(string name) => $"{name}-{Guid.NewGuid():N}";

    /// <summary>Whether a text can be an id.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= MaxIdLength && char.IsAsciiLetterOrDigit(id[0]) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    /// <summary>Reads what the file says.</summary>
    /// <exception cref="ApplicationPackageException">It says something impossible.</exception>
    public ApplicationManifest ReadManifest(Func<string, NetworkDescription?> findNetwork) => ManifestReader.Read(File, Text, findNetwork);

    public override string ToString() => $"{Id} (revision {Revision})";
}
