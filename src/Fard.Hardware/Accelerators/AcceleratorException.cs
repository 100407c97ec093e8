namespace Fard.Hardware.Accelerators;

/// <summary>A device could not do what it was asked; the message says which device, what happened and what to do.</summary>
public sealed class AcceleratorException(string message, Exception? innerException = null) : Exception(message, innerException);
