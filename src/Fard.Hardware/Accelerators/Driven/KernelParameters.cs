using Fard.Hardware.Bitstreams;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Accelerators.Driven;

/// <summary>The parameters of a package, whatever its kernel computes: read before the kernel is touched, loaded into it afterwards.</summary>
internal readonly struct KernelParameters
{
    private readonly NetworkParameters? _network;
    private readonly byte[] _words;

    private KernelParameters(NetworkParameters? network, byte[] words) => (_network, _words) = (network, words);

    /// <exception cref="ParameterFormatException">The network's parameters are damaged.</exception>
    /// <exception cref="BitstreamPackageException">The function's parameters are missing or of another length.</exception>
    public static KernelParameters Read(BitstreamPackage package) => package.Function is { } function
        ? new KernelParameters(null, function.ReadParameters(package.Name, package.ParameterFolder))
        : new KernelParameters(ParameterFolder.Load(package.Network, package.ParameterFolder), []);

    /// <exception cref="AcceleratorException">The kernel does not answer, or takes no words.</exception>
    public void LoadInto(KernelDriver driver, CancellationToken cancellationToken)
    {
        if (_network is not null)
            driver.LoadParameters(_network, cancellationToken);
        else if (driver is HlsKernelDriver kernel)
            kernel.LoadWords(_words, cancellationToken);
        else
            throw new AcceleratorException("Only kernels with Fard's own interface (fard-hls) can compute functions.");
    }
}
