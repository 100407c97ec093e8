using System.Globalization;

namespace Fard.Hardware.Functions;

/// <summary>Writes <c>fard_kernel.h</c> for a function: what its source, the test bench and the registers need to know.</summary>
public static class FunctionHeader
{
    public static string Write(KernelFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            // {function.Name}, written by Fard.Hardware.Functions.FunctionHeader.
            #ifndef FARD_KERNEL_H
            #define FARD_KERNEL_H

            #define FARD_KERNEL {function.Kernel.Top}
            #define FARD_INPUT_WORDS {function.InputBytes / 8}
            #define FARD_OUTPUT_WORDS {function.OutputBytes / 8}
            #define FARD_PARAMETER_WORDS {function.Parameters.Sum(parameter => parameter.WordBytes) / 8}

            """);
        return text + string.Concat(function.Kernel.Definitions.Select(pair => string.Create(CultureInfo.InvariantCulture, $"#define {pair.Name} {pair.Value}\n"))) + "\n#endif\n";
    }
}
