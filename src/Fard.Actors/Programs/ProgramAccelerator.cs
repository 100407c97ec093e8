using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs;

/// <summary>A user program where a position has a kernel elsewhere: the pump gives it chunks as it would an FPGA.</summary>
internal sealed class ProgramAccelerator(IJobProgram program, string job) : IAccelerator
{
    public string Kind => "program";

    public BitstreamPackage? Loaded => null;

    public int MaxRunsInFlight { get; } = Math.Max(1, program.MaxRunsInFlight);

    public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken) => throw new AcceleratorException($"Job {job} runs a program; it loads no bitstream.");

    public async ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        try
        {
            await program.RunAsync(input, output, imageCount, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or AcceleratorException))
        {
            throw new AcceleratorException($"The program of job {job} failed: {(exception is ProgramException ? exception.Message : exception)}");
        }
    }

    // The program belongs to its ProgramDevice.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
