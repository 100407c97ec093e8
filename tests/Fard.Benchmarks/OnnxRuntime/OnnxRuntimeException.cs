namespace Fard.Benchmarks.OnnxRuntime;

/// <summary>ONNX Runtime is not there, or refused a call; the message says which and why.</summary>
internal sealed class OnnxRuntimeException(string message) : Exception(message);
