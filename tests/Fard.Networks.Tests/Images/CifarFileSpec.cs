using Fard.Networks.Images;

namespace Fard.Networks.Tests.Images;

public class CifarFileSpec
{
    [Fact]
    public void Reads_labels_and_turns_planes_into_pixels()
    {
        using var folder = new TemporaryFolder();
        var records = new byte[2 * CifarFile.RecordBytes];
        records[0] = 7;
        (records[1], records[1 + 1024], records[1 + 2048]) = (10, 20, 30);
        records[CifarFile.RecordBytes] = 3;
        (records[CifarFile.RecordBytes + 1024], records[CifarFile.RecordBytes + 2048], records[CifarFile.RecordBytes + 3072]) = (40, 50, 60);
        var file = CifarFile.Open(folder.Write("two.bin", records), maxImages: 2);

        file.Count.ShouldBe(2);
        var read = file.Read().ToList();
        read.Select(record => record.Label).ShouldBe([7, 3]);
        read[0].Pixels[..6].ShouldBe([10, 20, 30, 0, 0, 0]);
        read[1].Pixels[^6..].ShouldBe([0, 0, 0, 40, 50, 60]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3072)]
    [InlineData(3074)]
    public void Refuses_a_length_that_is_no_whole_number_of_records(int length)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("odd.bin", new byte[length]);
        Should.Throw<ImageSourceException>(() => CifarFile.Open(path, 10)).Message.ShouldContain($"{length} bytes");
    }

    [Fact]
    public void Refuses_more_images_than_are_accepted()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("many.bin", new byte[3 * CifarFile.RecordBytes]);
        Should.Throw<ImageSourceException>(() => CifarFile.Open(path, 2)).Message.ShouldContain("3 images");
    }

    [Fact]
    public void Says_when_a_file_becomes_shorter_while_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("shrinks.bin", new byte[2 * CifarFile.RecordBytes]);
        var file = CifarFile.Open(path, 2);
        File.WriteAllBytes(path, new byte[CifarFile.RecordBytes + 5]);
        Should.Throw<ImageSourceException>(() => file.Read().ToList()).Message.ShouldContain("record 1");
        File.Delete(path);
        Should.Throw<ImageSourceException>(() => file.Read().ToList()).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void Refuses_planes_of_another_size()
    {
        Should.Throw<ArgumentException>(() => CifarFile.Interleave(new byte[3071]));
    }
}
