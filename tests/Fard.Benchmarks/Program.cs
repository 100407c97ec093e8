using BenchmarkDotNet.Running;
using Fard.Benchmarks.Executors;
using Fard.Benchmarks.OnnxRuntime;

if (args is ["executors", .. var rest])
{
    try
    {
        return ExecutorComparison.Run(ExecutorOptions.Parse(rest));
    }
    catch (Exception e) when (e is FormatException or OnnxRuntimeException)
    {
        Console.Error.WriteLine($"{e.Message}{Environment.NewLine}Usage: {ExecutorComparison.Usage}");
        return 1;
    }
}

BenchmarkSwitcher.FromAssembly(typeof(ExecutorComparison).Assembly).Run(args);
return 0;
