using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Images.Png;
using Fard.Networks.Streams;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Images;

public class SharedImagesSpec
{
    [SharedDataFact]
    public void Cifar_records_become_the_golden_input_of_the_network()
    {
        var quantiser = new InputQuantiser(NetworkCatalog.CnvW2A2);
        List<byte> packed = [];
        foreach (var image in ImageSource.Open(SharedFiles.Golden("images16.cifar.bin"), ImageShape.Cifar, []).Read())
        {
            var stream = new byte[quantiser.Stream.BytesPerImage];
            quantiser.FromInterleaved(image.Pixels, stream);
            packed.AddRange(stream);
        }

        packed.ShouldBe(File.ReadAllBytes(SharedFiles.Golden("in_q8_nhwc.bin")));
    }

    [SharedDataFact]
    public void A_png_with_transparency_from_elsewhere_is_decoded()
    {
        var image = PngDecoder.Load(SharedFiles.Image("6.png"));
        (image.Width, image.Height).ShouldBe((720, 720));

        // Seen with ImageMagick: convert 6.png -alpha off -format '%[fx:mean]' info:
        image.Pixels.Average(value => value / 255.0).ShouldBe(0.4112, 0.00005);
    }

    [SharedDataFact]
    public void An_mnist_digit_is_read()
    {
        var image = ImageSource.Open(SharedFiles.Image("3.image-idx3-ubyte"), ImageShape.Mnist, []).Read().Single();
        image.Pixels.ShouldBe(File.ReadAllBytes(SharedFiles.Image("3.image-idx3-ubyte"))[16..]);
    }

    [SharedDataFact]
    public void A_jpeg_is_refused_by_name()
    {
        Should.Throw<ImageSourceException>(() => ImageSource.Open(SharedFiles.Image("deer.jpg"), ImageShape.Cifar, [])).Message.ShouldContain("is a JPEG file");
    }
}
