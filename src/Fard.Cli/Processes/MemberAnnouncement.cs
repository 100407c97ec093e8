using System.Text.Json;

namespace Fard.Cli.Processes;

/// <summary>The line of JSON that <c>fard head --json</c> and <c>fard board --json</c> print once the member is up.</summary>
/// <param name="Event">Always <c>up</c>.</param>
/// <param name="Role">Its role.</param>
/// <param name="Address">Its cluster address; a head's serves as seed node.</param>
/// <param name="Pid">Its process id.</param>
internal sealed record MemberAnnouncement(string Event, string Role, string Address, int Pid)
{
    public const string UpEvent = "up";

    /// <summary>The announcement in <paramref name="line"/>, or null when the line is something else, such as a log line.</summary>
    public static MemberAnnouncement? TryParse(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            var announcement = JsonSerializer.Deserialize<MemberAnnouncement>(line, JsonSerializerOptions.Web);
            return announcement is { Event: UpEvent, Address: not null, Role: not null } ? announcement : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
