using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Observation;

public class JobIdTextSpec
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData($"Job {Id} of app failed")]
    [InlineData($"akka://fard/user/board-agent/{Id}-1-0-7")]
    [InlineData($"akka://fard/system/sharding/pipelines/3/{Id}/attempts-1")]
    [InlineData(Id)]
    [InlineData($"hash {Id}{Id}, job {Id}.")]
    public void Finds_a_job_that_is_named_in_full(string text) => JobIdText.Find(text).ShouldNotBeNull().ToString().ShouldBe(Id);

    [Theory]
    [InlineData("")]
    [InlineData("Job 01234567 of app failed")]
    [InlineData($"sha256 {Id}{Id}")]
    [InlineData($"x{Id}")]
    [InlineData($"{Id}z")]
    [InlineData($"{Id}0")]
    [InlineData("The node manager starts with 3 applications.")]
    public void Takes_nothing_else_for_a_job(string text) => JobIdText.Find(text).ShouldBeNull();

    [Fact]
    public void Whatever_stands_around_it_is_no_part_of_it() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((before, after) =>
        {
            var id = JobId.New();
            var clean = new string([.. before.Get.Where(letter => !char.IsLetterOrDigit(letter))]);
            JobIdText.Find($"{clean} {id} {after.Get}").ShouldBe(id);
        }).QuickCheckThrowOnFailure();
}
