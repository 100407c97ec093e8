using Fard.Cli.Statistics;

namespace Fard.Cli.Measurement;

/// <summary>What <c>fard plan measure --json</c> prints. Times are in milliseconds, errors in percent of the prediction.</summary>
/// <param name="Network">The network.</param>
/// <param name="Board">The kind of all boards.</param>
/// <param name="Time">What the measured times are: emulated boards take modelled time; all else is this machine's.</param>
/// <param name="Links">What the prediction takes links for.</param>
/// <param name="ClockMegahertz">The boards' clock, predicted and paced.</param>
/// <param name="ChunkImages">Images of a chunk, predicted and measured.</param>
/// <param name="Jobs">Measured jobs of each case.</param>
/// <param name="WarmUpJobs">Jobs of each case before those.</param>
/// <param name="TolerancePercent">The largest error that counts as agreement.</param>
/// <param name="AllWithin">Whether every case agrees.</param>
/// <param name="BitExact">Whether every score of every job equals the in-process bit-plane executor's.</param>
internal sealed record MeasureReport(
    string Network,
    string Board,
    string Time,
    string Links,
    int ClockMegahertz,
    int ChunkImages,
    int Jobs,
    int WarmUpJobs,
    double TolerancePercent,
    bool AllWithin,
    bool BitExact,
    IReadOnlyList<MeasureResult> Cases)
{
    public const double Tolerance = 5;

    public static MeasureReport Of(string network, string board, MeasureOptions options, int warmUpJobs, IReadOnlyList<MeasureResult> cases) => new(
        network,
        board,
        "simulated: emulated boards, paced by the cycle model; processes and loopback sockets of this machine are real",
        "ideal: loopback, no latency, no limit of bandwidth",
        options.ClockMegahertz,
        options.ChunkImages,
        options.Jobs,
        warmUpJobs,
        Tolerance,
        cases.All(result => result.Within),
        cases.All(result => result.BitExact),
        cases);
}

/// <summary>One plan, predicted and measured.</summary>
/// <param name="Case">The plan's name.</param>
/// <param name="Plan">Its layers and boards by position.</param>
/// <param name="Boards">Boards of a job.</param>
/// <param name="Images">Images of a job.</param>
/// <param name="PredictedResponseMs">From sending a job to its last scores, by the plan's model: boards and links alone.</param>
/// <param name="ResponseMs">The same, measured at the client.</param>
/// <param name="PredictedImagesPerSecond">While the pipeline never waits for images, by the plan's model.</param>
/// <param name="ImagesPerSecond">Results per second at the client over the last three quarters of each job; the mean of the jobs.</param>
/// <param name="BitExact">Whether every score equals the in-process bit-plane executor's.</param>
internal sealed record MeasureResult(
    string Case,
    string Plan,
    int Boards,
    int Images,
    double PredictedResponseMs,
    ResponseTimes ResponseMs,
    double PredictedImagesPerSecond,
    double ImagesPerSecond,
    bool BitExact)
{
    /// <summary>Of the mean response.</summary>
    public double ResponseErrorPercent => 100 * (ResponseMs.Mean / PredictedResponseMs - 1);

    public double ThroughputErrorPercent => 100 * (ImagesPerSecond / PredictedImagesPerSecond - 1);

    public bool Within => Math.Abs(ResponseErrorPercent) <= MeasureReport.Tolerance && Math.Abs(ThroughputErrorPercent) <= MeasureReport.Tolerance;
}
