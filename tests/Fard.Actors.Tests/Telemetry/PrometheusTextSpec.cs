using Fard.Actors.Telemetry.Prometheus;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Telemetry;

public class PrometheusTextSpec
{
    [Theory]
    [InlineData("fard.job.duration", "s", false, "fard_job_duration_seconds")]
    [InlineData("fard.link.io", "By", true, "fard_link_io_bytes_total")]
    [InlineData("fard.device.images", "{image}", true, "fard_device_images_total")]
    [InlineData("fard.job.queued", "{job}", false, "fard_job_queued")]
    [InlineData("requests.total", null, true, "requests_total")]
    [InlineData("wait.seconds", "s", false, "wait_seconds")]
    [InlineData("share", "1", false, "share_ratio")]
    [InlineData("9-lives//left", "", false, "_lives_left")]
    public void Names_follow_OpenTelemetrys_rules(string name, string? unit, bool isCounter, string expected) =>
        PrometheusText.Name(name, unit, isCounter).ShouldBe(expected);

    [Fact]
    public void Labels_are_ordered_and_escaped()
    {
        KeyValuePair<string, object?>[] tags = [new("z.z", 7), new("a", "say \"hi\" \\ bye\nnow"), new("none", null)];

        PrometheusText.Labels(tags).ShouldBe("""a="say \"hi\" \\ bye\nnow",none="",z_z="7" """.TrimEnd());
    }

    [Fact]
    public void Any_name_becomes_an_allowed_one() => Prop.ForAll<NonNull<string>, bool>((text, isCounter) =>
    {
        var name = PrometheusText.Name(text.Get, null, isCounter);
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
    }).QuickCheckThrowOnFailure();
}
