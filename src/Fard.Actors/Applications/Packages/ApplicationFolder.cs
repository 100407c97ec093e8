using System.Text;
using Fard.Networks.Description;

namespace Fard.Actors.Applications.Packages;

/// <summary>An application's folder on the machine of whoever sends it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="File">Name of its file, <see cref="ManifestReader.YamlFile"/> or <see cref="ManifestReader.HoconFile"/>.</param>
/// <param name="Text">What the file says.</param>
/// <param name="Manifest">The same, read.</param>
public sealed record ApplicationFolder(string Folder, string File, string Text, ApplicationManifest Manifest)
{
    /// <summary>Reads a folder and checks that its programs are there.</summary>
    /// <exception cref="ApplicationPackageException">It is no application; the message says what to do.</exception>
    public static ApplicationFolder Read(string folder, Func<string, NetworkDescription?> findNetwork)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full)) throw new ApplicationPackageException($"There is no folder {full}; name the folder of an application.");
        string[] files = [.. new[] { ManifestReader.YamlFile, ManifestReader.HoconFile }.Where(name => System.IO.File.Exists(Path.Combine(full, name)))];
        if (files.Length != 1)
        {
            throw new ApplicationPackageException(files.Length == 0
                ? $"{full} has no {ManifestReader.YamlFile} and no {ManifestReader.HoconFile}; an application has one of them."
                : $"{full} has both {ManifestReader.YamlFile} and {ManifestReader.HoconFile}; keep one of them.");
        }

        var text = ReadText(Path.Combine(full, files[0]));
        var manifest = ManifestReader.Read(files[0], text, findNetwork);
        foreach (var program in manifest.Programs) CheckProgram(full, files[0], program);
        return new ApplicationFolder(full, files[0], text, manifest);
    }

    private static string ReadText(string path)
    {
        if (new FileInfo(path).Length is var length and > ManifestReader.MaxBytes)
            throw new ApplicationPackageException($"{path}: has {length} bytes; at most {ManifestReader.MaxBytes} are allowed. Put data into files of the folder.");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(System.IO.File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new ApplicationPackageException($"{path}: is no text in UTF-8: {exception.Message}", exception);
        }
    }

    private static void CheckProgram(string folder, string file, ProgramFile program)
    {
        var path = Path.GetFullPath(program.Path, folder);
        // Names are plain; a link may still lead out of the folder.
        for (var part = new FileInfo(path) as FileSystemInfo; part is not null && part.FullName.Length > folder.Length; part = new DirectoryInfo(Path.GetDirectoryName(part.FullName)!))
        {
            if (part.LinkTarget is not null) throw new ApplicationPackageException($"{file}: {program.Path}: {part.FullName} is a link; put the file itself into the folder.");
        }

        if (!System.IO.File.Exists(path)) throw new ApplicationPackageException($"{file}: there is no {program.Path} in {folder}; main_dir and main_file name the program.");
    }
}
