using System.Collections;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Fard.Actors.Members;
using Fard.Actors.Messages;

namespace Fard.Actors.Tests.Messages;

public class FardMessageSerializerSpec() : TestKit(FardConfig.WithReference("akka.actor.provider = local"))
{
    private FardMessageSerializer Serializer => new((ExtendedActorSystem)Sys);

    public static IEnumerable<object[]> Indices => Enumerable.Range(0, Samples.All.Length).Select(index => new object[] { index });

    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_message_comes_back_as_it_was(int index)
    {
        var message = Samples.All[index];
        var back = Serializer.FromBinary(Serializer.ToBinary(message), Serializer.Manifest(message));
        back.GetType().ShouldBe(message.GetType());
        Describe(back).ShouldBe(Describe(message));
    }

    [Fact]
    public void Every_kind_of_message_has_a_sample_and_a_manifest_of_its_own()
    {
        var kinds = typeof(IFardMessage).Assembly.GetTypes().Where(type => type is { IsClass: true } && typeof(IFardMessage).IsAssignableFrom(type)).ToHashSet();
        Samples.All.Select(message => message.GetType()).ToHashSet().SetEquals(kinds).ShouldBeTrue();
        FardMessageSerializer.Manifests.Distinct().Count().ShouldBe(kinds.Count);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_configuration_binds_every_message_to_it(int index) =>
        Sys.Serialization.FindSerializerFor(Samples.All[index]).ShouldBeOfType<FardMessageSerializer>();

    [Theory]
    [MemberData(nameof(Indices))]
    public void Nothing_on_the_wire_names_a_type_of_the_runtime(int index)
    {
        var message = Samples.All[index];
        var wire = Serializer.Manifest(message) + Encoding.UTF8.GetString(Serializer.ToBinary(message));
        wire.ShouldNotContain("Fard.");
        wire.ShouldNotContain("Version=");
    }

    [Theory]
    [InlineData("")]
    [InlineData("System.String")]
    [InlineData("SubmitJob.1")]
    [InlineData(null)]
    public void An_unknown_manifest_is_refused(string? manifest) =>
        Should.Throw<SerializationException>(() => Serializer.FromBinary([], manifest!)).Message.ShouldContain("no message of Fard");

    [Fact]
    public void Another_type_is_refused() => Should.Throw<SerializationException>(() => Serializer.ToBinary("text"));

    [Theory]
    [MemberData(nameof(Indices))]
    public void Damaged_bytes_give_a_message_or_a_serialization_error_and_nothing_else(int index)
    {
        var message = Samples.All[index];
        var manifest = Serializer.Manifest(message);
        var bytes = Serializer.ToBinary(message);
        var random = new Random(index);
        for (var round = 0; round < 300; round++)
        {
            var damaged = bytes[..random.Next(bytes.Length + 1)];
            for (var i = 0; i < damaged.Length; i++)
            {
                if (random.Next(8) == 0) damaged[i] = (byte)random.Next(256);
            }

            try
            {
                Serializer.FromBinary(damaged, manifest).ShouldBeAssignableTo<IFardMessage>();
            }
            catch (SerializationException)
            {
                // Refused with a reason: what is asked for.
            }
        }
    }

    [Fact]
    public void A_job_id_of_another_length_is_refused() =>
        Should.Throw<SerializationException>(() => Serializer.FromBinary([10, 2, 1, 2], "StartJob.2")).Message.ShouldContain("2 bytes, not 16");

    [Fact]
    public void An_unknown_failure_is_refused()
    {
        var bytes = Serializer.ToBinary(new JobFailed(Fard.Actors.Jobs.JobId.New(), (Fard.Actors.Jobs.JobFailure)99, ""));
        Should.Throw<SerializationException>(() => Serializer.FromBinary(bytes, "JobFailed.1")).Message.ShouldContain("99 is no job failure");
    }

    [Fact]
    public void An_application_of_too_many_bytes_or_an_impossible_version_is_refused()
    {
        var bytes = Serializer.ToBinary(new DeployApplication(new string('x', Fard.Actors.Applications.DeploymentText.MaxBytes + 1)));
        Should.Throw<SerializationException>(() => Serializer.FromBinary(bytes, "DeployApplication.1")).Message.ShouldContain("more than 65536 bytes");
        bytes = Serializer.ToBinary(new ApplicationDeployed("app", -1));
        Should.Throw<SerializationException>(() => Serializer.FromBinary(bytes, "ApplicationDeployed.1")).Message.ShouldContain("-1 is no version");
        Should.Throw<SerializationException>(() => Serializer.FromBinary([], "ShareApplication.1")).Message.ShouldContain("missing");
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => text,
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Describe))}]",
        _ when value.GetType().Namespace?.StartsWith("Fard", StringComparison.Ordinal) == true && !value.GetType().IsEnum =>
            $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{property.Name}={Describe(property.GetValue(value))}"))})",
        _ => value.ToString()!,
    };
}
