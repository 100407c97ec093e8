namespace Fard.Hardware.Zynq.Doctor;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Fard works without it, or could not find out.</summary>
    Note,

    /// <summary>No bitstream can be run.</summary>
    Problem,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Check">What was looked at, such as <c>fpga manager</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do about it; empty where nothing is to be done.</param>
public sealed record Finding(string Check, Severity Severity, string Found, string Advice = "");
