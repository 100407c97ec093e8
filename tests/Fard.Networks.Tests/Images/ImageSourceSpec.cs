using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Tests.Images.Png;

namespace Fard.Networks.Tests.Images;

public class ImageSourceSpec
{
    private static readonly ImmutableArray<string> Classes = ["cat", "cat-fish", "frog"];

    [Fact]
    public void Reads_a_folder_of_pngs_in_ordinal_order_with_the_classes_that_their_names_say()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "frog-2.png", "Cat-fish-1.PNG", "cat-10.png", "dog-1.png", "frogs-1.png" })
            folder.Write(name, Png(32, 32, 5));
        folder.Write("notes.txt", [1]);
        Directory.CreateDirectory(Path.Combine(folder.Path, "inner"));

        var source = ImageSource.Open(folder.Path, ImageShape.Cifar, Classes);

        source.Count.ShouldBe(5);
        source.Read().Select(image => (image.Name, image.ExpectedClass)).ShouldBe(
            [("Cat-fish-1.PNG", 1), ("cat-10.png", 0), ("dog-1.png", null), ("frog-2.png", 2), ("frogs-1.png", null)]);
    }

    [Fact]
    public void Resizes_to_the_shape_of_the_network()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("big.png", Png(50, 70, 200));
        ImageSource.Open(path, ImageShape.Cifar, []).Read().Single().Pixels.ShouldBe(Enumerable.Repeat((byte)200, 3072));
        ImageSource.Open(path, ImageShape.Mnist, []).Read().Single().Pixels.ShouldBe(Enumerable.Repeat((byte)200, 784));
    }

    [Fact]
    public void Turns_colour_into_luma_for_a_grey_network()
    {
        var image = new RgbImage(4, 1, [255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 77, 77]);
        ImageConversion.ToShape(image, new ImageShape(1, 4, 1)).ShouldBe([76, 150, 29, 77]);
    }

    [Fact]
    public void Reads_a_cifar_file_with_its_labels()
    {
        using var folder = new TemporaryFolder();
        var records = new byte[3 * CifarFile.RecordBytes];
        records[CifarFile.RecordBytes] = 2;
        records[2 * CifarFile.RecordBytes] = 3;
        var path = folder.Write("three.bin", records);

        ImageSource.Open(path, ImageShape.Cifar, Classes).Read().Select(image => (image.Name, image.ExpectedClass))
            .ShouldBe([("three.bin[0]", 0), ("three.bin[1]", 2), ("three.bin[2]", null)]);
    }

    [Fact]
    public void Takes_a_bin_file_for_cifar_whatever_its_first_bytes_are()
    {
        using var folder = new TemporaryFolder();
        var record = new byte[CifarFile.RecordBytes];
        (record[2], record[3]) = (8, 3);
        ImageSource.Open(folder.Write("black.bin", record), ImageShape.Cifar, Classes).Read().Single().ExpectedClass.ShouldBe(0);
    }

    [Fact]
    public void Reads_an_mnist_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("digit", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, .. Enumerable.Range(0, 784).Select(i => (byte)i)]);
        var image = ImageSource.Open(path, ImageShape.Mnist, []).Read().Single();
        (image.Name, image.ExpectedClass).ShouldBe(("digit[0]", null));
        image.Pixels.ShouldBe(Enumerable.Range(0, 784).Select(i => (byte)i));
    }

    [Fact]
    public void Joins_several_paths()
    {
        using var folder = new TemporaryFolder();
        var one = folder.Write("one.png", Png(1, 1, 1));
        var two = folder.Write("two.png", Png(1, 1, 2));

        var source = ImageSource.Open([two, one, two], ImageShape.Mnist, []);
        source.Count.ShouldBe(3);
        source.Read().Select(image => image.Name).ShouldBe(["two.png", "one.png", "two.png"]);
        Should.Throw<ImageSourceException>(() => ImageSource.Open([two, one, two], ImageShape.Mnist, [], maxImages: 2)).Message.ShouldContain("more than the 2");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "is a JPEG file")]
    [InlineData(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 }, "is a GIF file")]
    [InlineData(new byte[] { 0x42, 0x4D, 0, 0 }, "is a BMP file")]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50 }, "is a WebP file")]
    [InlineData(new byte[] { 0x49, 0x49, 42, 0 }, "is a TIFF file")]
    [InlineData(new byte[] { 1, 2, 3 }, "none of the files")]
    [InlineData(new byte[0], "none of the files")]
    public void Names_what_is_accepted_for_any_other_format(byte[] content, string says)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("picture.dat", content);
        var message = Should.Throw<ImageSourceException>(() => ImageSource.Open(path, ImageShape.Cifar, [])).Message;
        message.ShouldContain(says);
        message.ShouldContain("a CIFAR-10 binary file");
        message.ShouldContain("folder of PNGs");
        message.ShouldContain(path);
    }

    [Fact]
    public void Names_the_file_that_is_damaged()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("broken.png", Png(8, 8, 1)[..^20]);
        Should.Throw<ImageSourceException>(() => ImageSource.Open(folder.Path, ImageShape.Cifar, []).Read().ToList()).Message.ShouldContain(path);
    }

    [Fact]
    public void Refuses_what_is_not_there_or_empty_or_too_much()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ImageSourceException>(() => Open(Path.Combine(folder.Path, "none"))).Message.ShouldContain("no file or folder");
        Should.Throw<ImageSourceException>(() => Open(folder.Path)).Message.ShouldContain("no file that ends in .png");
        folder.Write("a.png", Png(1, 1, 1));
        folder.Write("b.png", Png(1, 1, 1));
        Should.Throw<ImageSourceException>(() => Open(folder.Path)).Message.ShouldContain("more than the 1");

        static ImageSource Open(string path) => ImageSource.Open(path, ImageShape.Cifar, [], maxImages: 1);
    }

    private static byte[] Png(int width, int height, byte value) =>
        PngEncoder.Encode(new PngSample(width, height, 0, 8, false, Enumerable.Repeat((int)value, width * height).ToArray()));
}
