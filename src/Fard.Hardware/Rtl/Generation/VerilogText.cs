using System.Globalization;
using System.Text;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>Verilog as it is written: lines, and instances with named parameters and ports.</summary>
internal sealed class VerilogText
{
    private readonly StringBuilder _text = new();

    public void Line(string line = "") => _text.Append(line).Append('\n');

    /// <summary>An instance; a port is <c>name</c> for one that is connected to what has its own name, or <c>name=expression</c>.</summary>
    public void Instance(string module, string name, IEnumerable<(string Name, object Value)> parameters, IEnumerable<string> ports)
    {
        var values = parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $".{parameter.Name}({parameter.Value})")).ToList();
        Line(values.Count == 0 ? $"    {module} {name} (" : $"    {module} #({string.Join(", ", values)}) {name} (");
        Line("        " + string.Join(",\n        ", ports.Select(line => string.Join(", ", line.Split(' ').Select(Port)))));
        Line("    );");
    }

    public override string ToString() => _text.ToString();

    private static string Port(string port)
    {
        var equals = port.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? $".{port}({port})" : $".{port[..equals]}({port[(equals + 1)..]})";
    }
}
