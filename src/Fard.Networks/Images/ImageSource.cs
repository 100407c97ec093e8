using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Images.Png;

namespace Fard.Networks.Images;

/// <summary>
/// Images behind a path: a CIFAR-10 binary file (<c>.bin</c>), an MNIST image file (idx3-ubyte), a PNG, or a folder of PNGs
/// (in ordinal order of their names, folders in it not looked into). Other sizes are resized to the network's, see <see cref="ImageConversion"/>.
/// </summary>
/// <remarks>
/// The expected class is a CIFAR record's label, or what a PNG's name says in front of a dash, as in <c>frog-0007.png</c>.
/// A label beyond the classes and a name that is no class expect nothing.
/// </remarks>
public sealed class ImageSource
{
    /// <summary>The most images that one source holds unless told otherwise.</summary>
    public const int DefaultMaxImages = 1_000_000;

    private const string Accepted =
        "a CIFAR-10 binary file (.bin, records of 3,073 bytes), an MNIST image file (idx3-ubyte), a PNG, or a folder of PNGs";

    private readonly Func<IEnumerable<InputImage>> _read;

    private ImageSource(int count, Func<IEnumerable<InputImage>> read)
    {
        Count = count;
        _read = read;
    }

    /// <summary>How many images <see cref="Read"/> gives.</summary>
    public int Count { get; }

    /// <summary>Finds out what <paramref name="path"/> is; images are read and decoded later, one at a time.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="shape">Size and channels that the network reads.</param>
    /// <param name="classes">The network's class names in order; empty where they are not known.</param>
    /// <param name="maxImages">More images than this are refused.</param>
    /// <exception cref="ImageSourceException">There is nothing at the path, or nothing that can be read, or more than is accepted.</exception>
    public static ImageSource Open(string path, ImageShape shape, ImmutableArray<string> classes, int maxImages = DefaultMaxImages)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
                return OpenFolder(path, shape, classes, maxImages);
            if (File.Exists(path))
                return OpenFile(path, shape, classes, maxImages);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageSourceException($"{path} cannot be read: {failure.Message}", failure);
        }

        throw new ImageSourceException($"There is no file or folder {path}. Accepted are {Accepted}.");
    }

    /// <summary>The images of several paths, one path after the other.</summary>
    /// <inheritdoc cref="Open(string, ImageShape, ImmutableArray{string}, int)"/>
    public static ImageSource Open(IEnumerable<string> paths, ImageShape shape, ImmutableArray<string> classes, int maxImages = DefaultMaxImages)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var sources = new List<ImageSource>();
        var left = maxImages;
        foreach (var path in paths)
        {
            var source = Open(path, shape, classes, maxImages);
            if (source.Count > left)
                throw new ImageSourceException($"With {path} there are more than the {maxImages} images that are accepted at once.");
            left -= source.Count;
            sources.Add(source);
        }

        return new ImageSource(maxImages - left, () => sources.SelectMany(source => source.Read()));
    }

    /// <summary>Reads, decodes and resizes the images in order.</summary>
    /// <exception cref="ImageSourceException">A file is damaged or was changed; the message names it.</exception>
    public IEnumerable<InputImage> Read() => _read();

    private static ImageSource OpenFolder(string path, ImageShape shape, ImmutableArray<string> classes, int maxImages)
    {
        var files = new List<string>();
        foreach (var file in Directory.EnumerateFiles(path))
        {
            if (!string.Equals(Path.GetExtension(file), ".png", StringComparison.OrdinalIgnoreCase))
                continue;
            if (files.Count == maxImages)
                throw new ImageSourceException($"{path} has more than the {maxImages} PNGs that are accepted at once.");
            files.Add(file);
        }

        if (files.Count == 0)
            throw new ImageSourceException($"The folder {path} has no file that ends in .png. Accepted are {Accepted}.");
        files.Sort(StringComparer.Ordinal);
        return new ImageSource(files.Count, () => files.Select(file => ReadPng(file, shape, classes)));
    }

    private static ImageSource OpenFile(string path, ImageShape shape, ImmutableArray<string> classes, int maxImages)
    {
        var head = ReadHead(path);
        if (PngDecoder.IsPng(head))
            return new ImageSource(1, () => [ReadPng(path, shape, classes)]);
        if (string.Equals(Path.GetExtension(path), ".bin", StringComparison.OrdinalIgnoreCase))
            return FromCifar(path, CifarFile.Open(path, maxImages), shape, classes);
        if (IdxFile.IsIdx(head))
            return FromIdx(path, IdxFile.Open(path, maxImages), shape);

        var what = ImageFileFormat.NameOf(head) is { } format ? $"is a {format} file" : "is none of the files that are known here";
        throw new ImageSourceException($"{path} {what}. Accepted are {Accepted}; convert other images to PNG first.");
    }

    private static ImageSource FromCifar(string path, CifarFile file, ImageShape shape, ImmutableArray<string> classes)
    {
        return new ImageSource(file.Count, () => file.Read().Select((record, i) => new InputImage(
            $"{Path.GetFileName(path)}[{i}]",
            record.Label < (classes.IsEmpty ? 10 : classes.Length) ? record.Label : null,
            ImageConversion.ToShape(new RgbImage(32, 32, record.Pixels), shape))));
    }

    private static ImageSource FromIdx(string path, IdxFile file, ImageShape shape)
    {
        return new ImageSource(file.Count, () => file.Read().Select((image, i) => new InputImage(
            $"{Path.GetFileName(path)}[{i}]", null, ImageConversion.ToShape(image, shape))));
    }

    private static InputImage ReadPng(string path, ImageShape shape, ImmutableArray<string> classes)
    {
        try
        {
            var name = Path.GetFileName(path);
            return new InputImage(name, ClassInName(name, classes), ImageConversion.ToShape(PngDecoder.Load(path), shape));
        }
        catch (Exception failure) when (failure is PngFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ImageSourceException($"{path}: {failure.Message}", failure);
        }
    }

    // The longest class that the name starts with, so that class names may have dashes themselves.
    private static int? ClassInName(string name, ImmutableArray<string> classes)
    {
        int? found = null;
        for (var i = 0; i < classes.Length; i++)
        {
            if (name.StartsWith(classes[i] + "-", StringComparison.OrdinalIgnoreCase) && (found is null || classes[i].Length > classes[found.Value].Length))
                found = i;
        }

        return found;
    }

    private static byte[] ReadHead(string path)
    {
        using var file = ImageFile.OpenRead(path);
        var head = new byte[ImageFileFormat.HeadBytes];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
