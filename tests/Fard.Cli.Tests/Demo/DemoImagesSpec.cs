using Fard.Cli.Demo;
using Fard.Networks.Images;

namespace Fard.Cli.Tests.Demo;

public class DemoImagesSpec
{
    [Fact]
    public void Deals_classes_in_turn_and_round_again()
    {
        var images = new DemoImages([Image("a", 0), Image("b", 0), Image("c", 1), Image("d", 1)]);

        Names(images, job: 0).ShouldBe(["a", "c", "b"]);
        Names(images, job: 1).ShouldBe(["d", "a", "c"]);
    }

    private static IEnumerable<string> Names(DemoImages images, int job) => images.OfJob(job, 3).Select(index => images[index].Name);

    private static InputImage Image(string name, int expectedClass) => new(name, expectedClass, []);
}
