using System.Runtime.InteropServices;

namespace Fard.Benchmarks.OnnxRuntime;

/// <summary>
/// A model with one float32 input and output, run on ONNX Runtime's CPU provider through its C API: a table of functions whose order is fixed for all
/// versions (struct OrtApi in onnxruntime_c_api.h).
/// </summary>
internal sealed unsafe class OnnxRuntimeSession : IDisposable
{
    private const uint ApiVersion = 14;
    private const int WarningLevel = 2, AllOptimizations = 99, Float32 = 1;

    private readonly void** _api;
    private readonly nint _inputName = Marshal.StringToCoTaskMemUTF8(OnnxModel.InputName);
    private readonly nint _outputName = Marshal.StringToCoTaskMemUTF8(OnnxModel.OutputName);
    private void* _environment, _options, _session, _memory, _input, _output;

    /// <param name="library">Path of the native library.</param>
    /// <param name="model">A serialised ModelProto.</param>
    /// <param name="threads">Threads that one operator may use.</param>
    /// <param name="input">Pinned input, read by every run.</param>
    /// <param name="inputShape">Its shape.</param>
    /// <param name="output">Pinned output, written by every run.</param>
    /// <param name="outputShape">Its shape.</param>
    public OnnxRuntimeSession(
        string library, ReadOnlySpan<byte> model, int threads, float[] input, ReadOnlySpan<long> inputShape, float[] output, ReadOnlySpan<long> outputShape)
    {
        var apiBase = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(NativeLibrary.Load(library), "OrtGetApiBase"))();
        Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)apiBase[1])()) ?? "";
        _api = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        if (_api is null)
            throw new OnnxRuntimeException($"{library}, version {Version}, does not have API version {ApiVersion}.");

        fixed (byte* name = "fard"u8, bytes = model)
        fixed (void** environment = &_environment, options = &_options, session = &_session, memory = &_memory)
        {
            Check(((delegate* unmanaged<int, byte*, void**, void*>)_api[Function.CreateEnv])(WarningLevel, name, environment));
            Check(((delegate* unmanaged<void**, void*>)_api[Function.CreateSessionOptions])(options));
            Check(((delegate* unmanaged<void*, int, void*>)_api[Function.SetSessionGraphOptimizationLevel])(_options, AllOptimizations));
            Check(((delegate* unmanaged<void*, int, void*>)_api[Function.SetIntraOpNumThreads])(_options, threads));
            Check(((delegate* unmanaged<void*, byte*, nuint, void*, void**, void*>)_api[Function.CreateSessionFromArray])(
                _environment, bytes, (nuint)model.Length, _options, session));
            Check(((delegate* unmanaged<int, int, void**, void*>)_api[Function.CreateCpuMemoryInfo])(0, 0, memory));
        }

        _input = CreateTensor(input, inputShape);
        _output = CreateTensor(output, outputShape);
    }

    public string Version { get; }

    public void Run()
    {
        var (inputName, outputName) = (_inputName, _outputName);
        fixed (void** input = &_input, output = &_output)
        {
            Check(((delegate* unmanaged<void*, void*, nint*, void**, nuint, nint*, nuint, void**, void*>)_api[Function.Run])(
                _session, null, &inputName, input, 1, &outputName, 1, output));
        }
    }

    public void Dispose()
    {
        Release(Function.ReleaseValue, ref _input);
        Release(Function.ReleaseValue, ref _output);
        Release(Function.ReleaseMemoryInfo, ref _memory);
        Release(Function.ReleaseSession, ref _session);
        Release(Function.ReleaseSessionOptions, ref _options);
        Release(Function.ReleaseEnv, ref _environment);
        Marshal.FreeCoTaskMem(_inputName);
        Marshal.FreeCoTaskMem(_outputName);
    }

    private void* CreateTensor(float[] values, ReadOnlySpan<long> shape)
    {
        void* value;
        fixed (long* dimensions = shape)
        {
            var data = (void*)Marshal.UnsafeAddrOfPinnedArrayElement(values, 0);
            Check(((delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)_api[Function.CreateTensorWithDataAsOrtValue])(
                _memory, data, (nuint)values.Length * sizeof(float), dimensions, (nuint)shape.Length, Float32, &value));
        }

        return value;
    }

    private void Check(void* status)
    {
        if (status is null)
            return;
        var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<void*, byte*>)_api[Function.GetErrorMessage])(status));
        ((delegate* unmanaged<void*, void>)_api[Function.ReleaseStatus])(status);
        throw new OnnxRuntimeException($"ONNX Runtime: {message}");
    }

    private void Release(int function, ref void* handle)
    {
        if (handle is not null)
            ((delegate* unmanaged<void*, void>)_api[function])(handle);
        handle = null;
    }

    /// <summary>Positions in the table of functions.</summary>
    private static class Function
    {
        public const int GetErrorMessage = 2, CreateEnv = 3, CreateSessionFromArray = 8, Run = 9, CreateSessionOptions = 10;
        public const int SetSessionGraphOptimizationLevel = 23, SetIntraOpNumThreads = 24, CreateTensorWithDataAsOrtValue = 49, CreateCpuMemoryInfo = 69;
        public const int ReleaseEnv = 92, ReleaseStatus = 93, ReleaseMemoryInfo = 94, ReleaseSession = 95, ReleaseValue = 96, ReleaseSessionOptions = 100;
    }
}
