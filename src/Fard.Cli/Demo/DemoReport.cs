using Fard.Cli.Scores;
using Fard.Cli.Statistics;

namespace Fard.Cli.Demo;

/// <summary>What <c>fard demo --json</c> prints. Times are in milliseconds.</summary>
/// <param name="Boards">Board processes.</param>
/// <param name="Device">What computed: the boards are emulated, and the report says so.</param>
/// <param name="Jobs">Jobs measured, after the warm-up.</param>
/// <param name="WarmUpJobs">Jobs before the measurement: they load the bitstreams.</param>
/// <param name="ImagesPerJob">Images of each job.</param>
/// <param name="Accuracy">Share of all classified images whose class is the expected one, 0 to 1.</param>
/// <param name="ResponseMs">From the submission of a job to its last scores at the client.</param>
/// <param name="IdealMs">Modelled response of the boards alone: latency of the pipeline and one initiation interval per further image.</param>
/// <param name="InProcessMs">The same images through the same executors in one process, without cluster and sockets.</param>
/// <param name="Paced">Whether the emulated boards took the modelled boards' time.</param>
/// <param name="BitExact">Whether every score of every job equals the in-process bit-plane executor's.</param>
/// <param name="Processes">The cluster's processes.</param>
/// <param name="FirstJob">The first measured job's images.</param>
internal sealed record DemoReport(
    int Boards,
    string Device,
    int Jobs,
    int WarmUpJobs,
    int ImagesPerJob,
    double Accuracy,
    ResponseTimes ResponseMs,
    double IdealMs,
    double InProcessMs,
    bool Paced,
    bool BitExact,
    IReadOnlyList<DemoProcess> Processes,
    IReadOnlyList<ClassifiedImage> FirstJob);

internal sealed record DemoProcess(string Role, int Pid);
