using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Programs.Processes;

/// <summary>What a program may do with its FPGA: load packages by name, run the kernel.</summary>
/// <param name="accelerator">The FPGA; null: the program has none.</param>
/// <param name="find">Finds a package by its reference.</param>
internal sealed class ProgramFpga(IAccelerator? accelerator, Func<string, BitstreamPackage> find)
{
    private byte[] _output = [];

    /// <exception cref="AcceleratorException">There is no FPGA, or the device failed.</exception>
    /// <exception cref="BitstreamPackageException">There is no such package, or it is damaged.</exception>
    public async ValueTask<AnswerHeader> LoadAsync(LoadHeader request, CancellationToken cancellationToken)
    {
        var fpga = Required();
        var package = fpga.Loaded is { } loaded && loaded.Name == request.Bitstream ? loaded : await Task.Run(() => find(request.Bitstream), cancellationToken).ConfigureAwait(false);
        await fpga.LoadAsync(package, cancellationToken).ConfigureAwait(false);
        return new AnswerHeader(request.Id) { InputBytes = package.InputBytesPerImage, OutputBytes = package.OutputBytesPerImage };
    }

    /// <summary>Runs the kernel.</summary>
    /// <param name="maxBytes">Longest result.</param>
    /// <returns>The result, valid until the next run.</returns>
    /// <exception cref="AcceleratorException">There is no FPGA, nothing is loaded, a length is wrong, or the device failed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> RunAsync(RunHeader request, ReadOnlyMemory<byte> input, int maxBytes, CancellationToken cancellationToken)
    {
        var fpga = Required();
        var package = fpga.Loaded ?? throw new AcceleratorException("Nothing is loaded on the FPGA: load a bitstream package first.");
        var bytes = request.Images > 0 ? (long)package.OutputBytesPerImage * request.Images : 0;
        if (bytes > maxBytes) throw new AcceleratorException($"The results of {request.Images} images have {bytes} bytes, more than the {maxBytes} of a frame. Run fewer images at once.");
        if (_output.Length < bytes) _output = new byte[bytes];
        await fpga.RunAsync(input, _output.AsMemory(0, (int)bytes), request.Images, cancellationToken).ConfigureAwait(false);
        return _output.AsMemory(0, (int)bytes);
    }

    private IAccelerator Required() => accelerator ?? throw new AcceleratorException("This program has no FPGA: its application has to ask for one.");
}
