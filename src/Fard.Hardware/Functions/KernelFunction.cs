using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;

namespace Fard.Hardware.Functions;

/// <summary>
/// What a kernel computes that is no network: items of a fixed size in, results of a fixed size out, with parameters that are loaded once. Everything that
/// devices need to know of it: how it is emulated, built from HLS, given its parameters, and how long it takes.
/// </summary>
/// <remarks>Its kernel has the interface of <c>hls/README.md</c>, the one that the networks' kernels have: source, destination, mode, images.</remarks>
public abstract class KernelFunction
{
    /// <summary>Its name in a package's manifest, such as <c>traffic-count</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Bytes of one item, a multiple of 8: what the runtime calls an image.</summary>
    public abstract int InputBytes { get; }

    /// <summary>Bytes of one result, a multiple of 8.</summary>
    public abstract int OutputBytes { get; }

    /// <summary>The files with its parameters, in the order in which the kernel loads them.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>Its HLS kernel.</summary>
    public abstract FunctionKernel Kernel { get; }

    /// <summary>How its kernel behaves in time.</summary>
    public abstract KernelTiming TimingAt(long clockHertz);

    /// <summary>What emulates it.</summary>
    /// <param name="parameters">What <see cref="ReadParameters"/> gives.</param>
    public abstract IFunctionExecutor CreateExecutor(ReadOnlySpan<byte> parameters);

    /// <summary>The parameters as the kernel loads them: file behind file, each filled up to whole 64-bit words.</summary>
    /// <param name="package">The package's name, for errors.</param>
    /// <param name="folder">The folder with the files.</param>
    /// <exception cref="BitstreamPackageException">A file is missing or has another length.</exception>
    public byte[] ReadParameters(string package, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var words = new byte[Parameters.Sum(parameter => parameter.WordBytes)];
        var offset = 0;
        foreach (var parameter in Parameters)
        {
            try
            {
                using var file = File.OpenRead(Path.Combine(folder, parameter.File));
                if (file.Length != parameter.Bytes)
                    throw new BitstreamPackageException(package, $"{parameter.File} has {file.Length} bytes; {Name} takes {parameter.Bytes}: {parameter.Meaning}.");
                file.ReadExactly(words.AsSpan(offset, parameter.Bytes));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new BitstreamPackageException(package, $"the parameter file {parameter.File} cannot be read: {failure.Message}", failure);
            }

            offset += parameter.WordBytes;
        }

        return words;
    }
}

/// <summary>One parameter of a function, in a file of its own.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Meaning">What it holds, for people.</param>
public sealed record FunctionParameter(string File, int Bytes, string Meaning)
{
    /// <summary>Bytes of the 64-bit words that hold it.</summary>
    public int WordBytes => (Bytes + 7) / 8 * 8;
}

/// <summary>A function's HLS kernel.</summary>
/// <param name="Top">Name of the top function.</param>
/// <param name="Source">Path of its source below <c>hls/</c>.</param>
public sealed record FunctionKernel(string Top, string Source)
{
    /// <summary>What its source needs to have defined beside the numbers of words.</summary>
    public ImmutableArray<(string Name, int Value)> Definitions { get; init; } = [];
}

/// <summary>Computes a function in software, bit for bit as its kernel. One thread at a time.</summary>
public interface IFunctionExecutor
{
    /// <summary>Computes items.</summary>
    /// <param name="input">The items.</param>
    /// <param name="output">Room for their results.</param>
    void Execute(ReadOnlySpan<byte> input, Span<byte> output, int count);
}
