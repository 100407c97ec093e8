using System.Globalization;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Buffers;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>
/// Drives an accelerator that FINN generated: an input mover (<c>idma0</c>) and an output mover (<c>odma0</c>), each with registers of its own, and the dataflow
/// between them, which runs by itself. Tensors in, tensors out, in FINN's packing: cnv models take 3072 bytes (UINT8, NHWC) and give one byte, the label.
/// </summary>
/// <remarks>A label is no scores: such an accelerator is no position of a pipeline, whose streams are those of Fard.Networks.</remarks>
public sealed class FinnKernelDriver : IDisposable
{
    private readonly FinnMover _input;
    private readonly FinnMover _output;
    private readonly IDeviceBuffer _inputBuffer;
    private readonly IDeviceBuffer _outputBuffer;
    private readonly int _inputBytes;
    private readonly int _outputBytes;
    private readonly int _imagesPerStart;

    /// <param name="input">The input mover's registers and their offsets.</param>
    /// <param name="output">The output mover's.</param>
    /// <param name="inputBytes">Bytes of one input tensor.</param>
    /// <param name="outputBytes">Bytes of one output tensor.</param>
    /// <param name="buffers">Where buffers come from.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="AcceleratorException">There is not enough memory.</exception>
    public FinnKernelDriver(
        (IRegisters Registers, FinnRegisterMap Map) input,
        (IRegisters Registers, FinnRegisterMap Map) output,
        int inputBytes,
        int outputBytes,
        IDeviceBufferAllocator buffers,
        KernelDriverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputBytes);
        options ??= new KernelDriverOptions();
        (_inputBytes, _outputBytes, _imagesPerStart) = (inputBytes, outputBytes, options.ImagesPerStart);
        _input = new FinnMover(input.Registers, input.Map, options with { Interrupt = null });
        _output = new FinnMover(output.Registers, output.Map, options);
        _inputBuffer = buffers.Allocate(checked(inputBytes * _imagesPerStart));
        try
        {
            _outputBuffer = buffers.Allocate(checked(outputBytes * _imagesPerStart));
        }
        catch
        {
            _inputBuffer.Dispose();
            throw;
        }
    }

    /// <summary>Writes the words of a weight memory that can be written at run time, from offset 0 of its registers.</summary>
    /// <param name="registers">The registers of <c>StreamingDataflowPartition_n</c>.</param>
    /// <param name="text">One 32-bit word in hexadecimal a line, as FINN writes its <c>runtime_weights</c> files.</param>
    /// <returns>How many words were written.</returns>
    /// <exception cref="FormatException">A line is no such word; nothing was written.</exception>
    public static int LoadWeights(IRegisters registers, string text)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<uint>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty)
                continue;
            if (line.Length > 8 || !uint.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word))
                throw new FormatException($"Weight word {words.Count} is '{line[..Math.Min(16, line.Length)]}'; expected up to 8 hexadecimal digits.");
            words.Add(word);
        }

        for (var i = 0; i < words.Count; i++)
            registers.Write32(sizeof(uint) * (uint)i, words[i]);
        return words.Count;
    }

    /// <summary>Runs tensors through the accelerator.</summary>
    /// <exception cref="ArgumentException">A length does not fit the image count.</exception>
    /// <exception cref="AcceleratorException">The accelerator does not answer.</exception>
    public void Run(ReadOnlySpan<byte> input, Span<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(imageCount);
        if (input.Length != (long)imageCount * _inputBytes)
            throw new ArgumentException($"{imageCount} images have {(long)imageCount * _inputBytes} bytes, not {input.Length}.", nameof(input));
        if (output.Length < (long)imageCount * _outputBytes)
            throw new ArgumentException($"The results of {imageCount} images need {(long)imageCount * _outputBytes} bytes, not {output.Length}.", nameof(output));

        for (; imageCount > 0; imageCount -= Math.Min(imageCount, _imagesPerStart))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var images = Math.Min(imageCount, _imagesPerStart);
            var (inputBytes, outputBytes) = (images * _inputBytes, images * _outputBytes);
            input[..inputBytes].CopyTo(_inputBuffer.Bytes);
            _inputBuffer.SyncForDevice(inputBytes);
            _output.CheckIdle();
            // The output first: what the dataflow puts out must find somebody who takes it.
            _output.Begin(_outputBuffer.DeviceAddress, images);
            _input.Begin(_inputBuffer.DeviceAddress, images);
            _output.WaitForEnd();
            _outputBuffer.SyncForProcessor(outputBytes);
            _outputBuffer.Bytes[..outputBytes].CopyTo(output);
            input = input[inputBytes..];
            output = output[outputBytes..];
        }
    }

    public void Dispose()
    {
        _inputBuffer.Dispose();
        _outputBuffer.Dispose();
    }
}
