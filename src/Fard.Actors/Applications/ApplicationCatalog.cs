using System.Collections.Immutable;

namespace Fard.Actors.Applications;

/// <summary>
/// The applications that a head knows: those of its configuration (version 0) and those that were deployed while the cluster runs (version 1, 2, ...).
/// Keeps the last versions, because jobs may still run on them. One for each head, shared by its actors; safe for several threads.
/// </summary>
internal sealed class ApplicationCatalog
{
    /// <summary>Versions of one application that are kept.</summary>
    public const int KeptVersions = 16;

    /// <summary>Most applications.</summary>
    public const int MaxApplications = 256;

    private readonly Lock _lock = new();
    private volatile ImmutableArray<ApplicationDescription>[] _versions;

    public ApplicationCatalog(ImmutableArray<ApplicationDescription> configured) =>
        _versions = [.. configured.Select(application => ImmutableArray.Create(application with { Version = 0 }))];

    /// <summary>The newest version of each application.</summary>
    public ImmutableArray<ApplicationDescription> All => [.. _versions.Select(versions => versions[^1])];

    /// <summary>Every kept version that was deployed.</summary>
    public ImmutableArray<ApplicationDescription> Deployed => [.. _versions.SelectMany(versions => versions).Where(application => application.Version > 0)];

    /// <summary>The newest version; null: there is none.</summary>
    public ApplicationDescription? Find(string name) => VersionsOf(name) is { IsDefault: false } versions ? versions[^1] : null;

    /// <summary>One version; null: it is not known, or no longer.</summary>
    public ApplicationDescription? Find(string name, long version) =>
        VersionsOf(name) is { IsDefault: false } versions ? versions.FirstOrDefault(application => application.Version == version) : null;

    /// <summary>Takes in a version; one that is known already stays as it is.</summary>
    /// <returns>Whether it is new here.</returns>
    public bool Add(ApplicationDescription application)
    {
        lock (_lock)
        {
            var all = _versions;
            var index = Array.FindIndex(all, versions => versions[0].Name == application.Name);
            if (index < 0)
            {
                if (all.Length >= MaxApplications) return false;
                _versions = [.. all, [application]];
                return true;
            }

            if (all[index].Any(known => known.Version == application.Version)) return false;
            ImmutableArray<ApplicationDescription> versions = [.. all[index].Add(application).OrderBy(known => known.Version)];
            var changed = (ImmutableArray<ApplicationDescription>[])all.Clone();
            changed[index] = versions.Length > KeptVersions ? versions[^KeptVersions..] : versions;
            _versions = changed;
            return true;
        }
    }

    /// <summary>Forgets every version of an application.</summary>
    public void Remove(string name)
    {
        lock (_lock) _versions = [.. _versions.Where(versions => versions[0].Name != name)];
    }

    private ImmutableArray<ApplicationDescription> VersionsOf(string name) => Array.Find(_versions, versions => versions[0].Name == name);
}
