using Fard.Networks.Description;
using Fard.Networks.Images;

namespace Fard.Networks.Tests.Images;

public class IdxFileSpec
{
    [Fact]
    public void Reads_grey_images()
    {
        using var folder = new TemporaryFolder();
        var file = IdxFile.Open(folder.Write("x", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 11, 12, 13, 14]), 2);

        (file.Count, file.Shape).ShouldBe((2, new ImageShape(1, 2, 1)));
        file.Read().Select(image => image.Pixels).ShouldBe([new byte[] { 11, 11, 11, 12, 12, 12 }, new byte[] { 13, 13, 13, 14, 14, 14 }]);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 3 }, "16-byte header")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9 }, "magic number")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1 }, "0 images")]
    [InlineData(new byte[] { 0, 0, 8, 3, 255, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1 }, "4278190080 images")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1 }, "1x0")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0 }, "65536x1")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 9 }, "asks for 18")]
    public void Names_what_is_wrong_with_a_file(byte[] content, string says)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x", content);
        Should.Throw<ImageSourceException>(() => IdxFile.Open(path, 10)).Message.ShouldContain(says);
    }
}
