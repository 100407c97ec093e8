namespace Fard.Hardware.Rtl.Generation;

/// <summary>A Verilog file.</summary>
public sealed record RtlFile(string Name, string Text);
