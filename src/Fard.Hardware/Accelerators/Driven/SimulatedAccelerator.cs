using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Accelerators.Driven;

/// <summary>A kernel that is built into a library of this process, and driven through its registers as a board's is.</summary>
public abstract class SimulatedAccelerator : DrivenAccelerator
{
    private IDisposable? _kernel;

    /// <param name="board">The board that it stands for; packages for other boards are refused.</param>
    private protected SimulatedAccelerator(BoardDescription board)
        : base(board)
    {
    }

    /// <summary>Builds the kernel of the package's layers, unless it was built before.</summary>
    /// <returns>The library's path.</returns>
    private protected abstract Task<string> BuildAsync(BitstreamPackage package, CancellationToken cancellationToken);

    /// <summary>Opens the library, and a driver for the kernel in it.</summary>
    private protected abstract (IDisposable Kernel, KernelDriver Driver) Open(BitstreamPackage package, string path);

    protected override async Task<KernelDriver> OpenAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        var path = await BuildAsync(package, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Load(package, path, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    protected override void Close()
    {
        _kernel?.Dispose();
        _kernel = null;
    }

    private KernelDriver Load(BitstreamPackage package, string path, CancellationToken cancellationToken)
    {
        KernelDriver? driver = null;
        try
        {
            var parameters = KernelParameters.Read(package);
            (_kernel, driver) = Open(package, path);
            parameters.LoadInto(driver, cancellationToken);
            return driver;
        }
        catch (Exception failure)
        {
            driver?.Dispose();
            Close();
            if (failure is ParameterFormatException or BitstreamPackageException) throw Failed($"package {package.Name} cannot be loaded: {failure.Message}", failure);
            throw;
        }
    }
}
