namespace Fard.Hardware.Bitstreams.Importing;

/// <summary>A package that is put together beside its store and moved into it when it is sound; what is not finished leaves nothing behind.</summary>
internal sealed class PackageDraft : IDisposable
{
    private readonly string _root;
    private readonly string _work;
    private readonly string _name;

    /// <exception cref="BitstreamPackageException">The name cannot be a package's, or there is one of that name.</exception>
    public PackageDraft(string root, string name)
    {
        if (!BitstreamReference.IsName(name))
            throw new BitstreamPackageException($"'{name}'", "that cannot be a package's name: letters, digits, '.', '-' and '_', at most 64. Choose another one.");
        if (Path.Exists(Path.Combine(root, name)))
            throw new BitstreamPackageException(name, $"there is one of that name in {root}. Choose another one, or remove it.");
        (_root, _name, _work) = (root, name, Path.Combine(root, $".import-{Guid.NewGuid():N}"));
        Folder = Path.Combine(_work, name);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Where its files go.</summary>
    public string Folder { get; }

    /// <summary>Copies a file into a folder of the package.</summary>
    public void Copy(string source, string subfolder = "")
    {
        var folder = Path.Combine(Folder, subfolder);
        Directory.CreateDirectory(folder);
        File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
    }

    /// <summary>Writes the manifest, loads the package as a check, and moves it into the store.</summary>
    public BitstreamPackage Finish(BitstreamContent content)
    {
        BitstreamPacker.Pack(content);
        Directory.Move(Folder, Path.Combine(_root, _name));
        return new BitstreamStore(_root).Load(_name);
    }

    public void Dispose()
    {
        if (Directory.Exists(_work))
            Directory.Delete(_work, recursive: true);
    }
}
