using Fard.Networks.Images;

namespace Fard.Cli.Demo;

/// <summary>Deals sample images out to jobs: classes in turn, so that every job sees all of them, and round again when they are used up.</summary>
internal sealed class DemoImages
{
    private readonly InputImage[] _dealt;

    public DemoImages(IEnumerable<InputImage> images) =>
        _dealt = [.. images
            .GroupBy(image => image.ExpectedClass)
            .SelectMany(ofClass => ofClass.Select((image, turn) => (image, turn)))
            .OrderBy(item => item.turn)
            .ThenBy(item => item.image.ExpectedClass)
            .Select(item => item.image)];

    /// <summary>Different images.</summary>
    public int Count => _dealt.Length;

    /// <summary>Indices, in the order of <see cref="this[int]"/>, of the images of a job.</summary>
    public IEnumerable<int> OfJob(int job, int imagesPerJob) =>
        Enumerable.Range(0, imagesPerJob).Select(i => (int)(((long)job * imagesPerJob + i) % Count));

    public InputImage this[int index] => _dealt[index];
}
