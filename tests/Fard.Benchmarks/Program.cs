using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using Fard.Benchmarks.DataPlane;
using Fard.Benchmarks.Engine;
using Fard.Benchmarks.Executors;
using Fard.Benchmarks.Gateway;
using Fard.Benchmarks.Messaging;
using Fard.Benchmarks.OnnxRuntime;
using Fard.Benchmarks.Planner;
using Fard.Benchmarks.Programs;
using Fard.Benchmarks.Telemetry;

return args switch
{
    ["executors", .. var rest] => await OrUsage(() => Task.FromResult(ExecutorComparison.Run(ExecutorOptions.Parse(rest))), ExecutorComparison.Usage),
    ["engine", .. var rest] => await OrUsage(() => EngineComparison.RunAsync(rest), EngineComparison.Usage),
    ["data-plane", .. var rest] => await OrUsage(() => DataPlaneComparison.RunAsync(rest), DataPlaneComparison.Usage),
    ["gateway", .. var rest] => await OrUsage(() => GatewayComparison.RunAsync(rest), GatewayComparison.Usage),
    ["planner", .. var rest] => await OrUsage(() => Task.FromResult(PlannerBenchmark.Run(rest)), PlannerBenchmark.Usage),
    ["messaging", .. var rest] => await OrUsage(() => MessagingBenchmark.RunAsync(rest), MessagingBenchmark.Usage),
    ["python-stage", .. var rest] => await OrUsage(() => PythonStage.RunAsync(rest), PythonStage.Usage),
    ["telemetry", .. var rest] => await OrUsage(() => TelemetryOverhead.RunAsync(rest), TelemetryOverhead.Usage),
    [ProcessBenchmarks.MemberCommand] => await ProcessBenchmarks.RunMemberAsync(),
    _ => RunBenchmarkDotNet(args),
};

static async Task<int> OrUsage(Func<Task<int>> run, string usage)
{
    try
    {
        return await run();
    }
    catch (Exception e) when (e is FormatException or OnnxRuntimeException)
    {
        Console.Error.WriteLine($"{e.Message}{Environment.NewLine}Usage: {usage}");
        return 1;
    }
}

// On its own, so that a member process does not load BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static int RunBenchmarkDotNet(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(ExecutorComparison).Assembly).Run(args);
    return 0;
}
