using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Buffers;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>Drives one kernel through registers and buffers: loads parameters, runs images. One thread at a time.</summary>
public abstract class KernelDriver : IDisposable
{
    private readonly IDeviceBuffer _input;
    private readonly IDeviceBuffer _output;
    private readonly int _inputBytes;
    private readonly int _outputBytes;
    private readonly int _imagesPerStart;

    /// <param name="inputBytes">Bytes of an image that the kernel reads.</param>
    /// <param name="outputBytes">Bytes of a result that it writes.</param>
    /// <param name="buffers">Where the buffers for input and output come from; both live as long as the driver.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="AcceleratorException">There is not enough memory.</exception>
    protected KernelDriver(int inputBytes, int outputBytes, IDeviceBufferAllocator buffers, KernelDriverOptions options)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ImagesPerStart, nameof(options));
        _inputBytes = inputBytes;
        _outputBytes = outputBytes;
        _imagesPerStart = options.ImagesPerStart;
        _input = buffers.Allocate(checked(_inputBytes * _imagesPerStart));
        try
        {
            _output = buffers.Allocate(checked(_outputBytes * _imagesPerStart));
        }
        catch
        {
            _input.Dispose();
            throw;
        }
    }

    /// <summary>Writes the parameters of the kernel's layers into its memories.</summary>
    /// <exception cref="AcceleratorException">The kernel does not answer.</exception>
    public abstract void LoadParameters(NetworkParameters parameters, CancellationToken cancellationToken);

    /// <summary>Computes images: packed stream in, packed stream out. Allocates nothing. Cancellation takes effect between two starts.</summary>
    /// <exception cref="ArgumentException">A length does not fit the image count.</exception>
    /// <exception cref="AcceleratorException">The kernel does not answer.</exception>
    public void Run(ReadOnlySpan<byte> input, Span<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(imageCount);
        if (input.Length != (long)imageCount * _inputBytes)
            throw new ArgumentException($"{imageCount} images have {(long)imageCount * _inputBytes} bytes, not {input.Length}.", nameof(input));
        if (output.Length < (long)imageCount * _outputBytes)
            throw new ArgumentException($"The results of {imageCount} images need {(long)imageCount * _outputBytes} bytes, not {output.Length}.", nameof(output));

        while (imageCount > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var images = Math.Min(imageCount, _imagesPerStart);
            input[..(images * _inputBytes)].CopyTo(_input.Bytes);
            _input.SyncForDevice(images * _inputBytes);
            Start(_input.DeviceAddress, _output.DeviceAddress, images);
            _output.SyncForProcessor(images * _outputBytes);
            _output.Bytes[..(images * _outputBytes)].CopyTo(output);
            input = input[(images * _inputBytes)..];
            output = output[(images * _outputBytes)..];
            imageCount -= images;
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the kernel to its end over images that are in device memory.</summary>
    protected abstract void Start(ulong source, ulong destination, int images);

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _input.Dispose();
        _output.Dispose();
    }
}
