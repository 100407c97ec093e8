using System.Text.Json;
using Fard.Gateway.Dashboard.Live;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Gateway.Tests.Dashboard.Live;

public sealed class StateMessageSpec
{
    [Fact]
    public void Has_items_as_they_are_and_escapes_keys()
    {
        var change = new StateChange("e", 7, IsFull: true, [new("board/a\"b\n", """{"name":"x"}"""u8.ToArray())], ["job/1"]);
        using var message = JsonDocument.Parse(StateMessage.Write(change, DateTimeOffset.UnixEpoch));
        message.RootElement.GetProperty("version").GetInt64().ShouldBe(7);
        message.RootElement.GetProperty("full").GetBoolean().ShouldBeTrue();
        message.RootElement.GetProperty("set").GetProperty("board/a\"b\n").GetProperty("name").GetString().ShouldBe("x");
        message.RootElement.GetProperty("remove")[0].GetString().ShouldBe("job/1");
        System.Text.Encoding.UTF8.GetString(StateMessage.Write(change, DateTimeOffset.UnixEpoch).Span).ShouldNotContain('\n');
    }

    [Fact]
    public void An_id_is_read_as_it_was_written() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), number => StateMessage.ReadId(StateMessage.IdOf("0a-1b", number)) == ("0a-1b", number)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_other_text_is_the_id_of_nothing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => StateMessage.ReadId(text) is { Number: >= 0 }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("abc")]
    [InlineData("abc-")]
    [InlineData("abc--5x")]
    [InlineData("abc-99999999999999999999999")]
    public void A_broken_id_is_the_id_of_nothing(string? id) => StateMessage.ReadId(id).ShouldBe((null, 0));
}
