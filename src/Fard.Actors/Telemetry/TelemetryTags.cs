using System.Collections.Frozen;
using System.Text;
using Fard.Actors.Jobs;

namespace Fard.Actors.Telemetry;

/// <summary>Names and values of attributes of metrics and spans; those that OpenTelemetry's semantic conventions have are named as there.</summary>
internal static class TelemetryTags
{
    public const string Application = "fard.application";
    public const string Board = "fard.board";
    public const string Fpga = "fard.fpga";
    public const string FpgaState = "fard.fpga.state";
    public const string Position = "fard.position";
    public const string PositionName = "fard.position.name";
    public const string PositionState = "fard.position.state";
    public const string Replica = "fard.replica";
    public const string Attempt = "fard.attempt";
    public const string Job = "fard.job.id";
    public const string Images = "fard.job.images";
    public const string Outcome = "fard.job.outcome";
    public const string Bitstream = "fard.bitstream";
    public const string Boards = "fard.boards";
    public const string Error = "error.type";
    public const string Direction = "network.io.direction";

    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    private static readonly FrozenDictionary<JobFailure, string> Failures = Enum.GetValues<JobFailure>().ToFrozenDictionary(failure => failure, failure => Kebab($"{failure}"));

    /// <summary>A failure as it stands in <see cref="Error"/>, such as <c>board-lost</c>.</summary>
    public static string Of(JobFailure failure) => Failures.GetValueOrDefault(failure, "other");

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
