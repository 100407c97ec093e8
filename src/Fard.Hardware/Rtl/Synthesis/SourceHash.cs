using System.Security.Cryptography;
using System.Text;
using Fard.Hardware.Rtl.Generation;

namespace Fard.Hardware.Rtl.Synthesis;

/// <summary>Says by a hash whether a module's Verilog, or the library's, changed since a table was made; comments and blanks do not count.</summary>
internal static class SourceHash
{
    public static string Of(RtlKernel kernel, string module)
    {
        var sources = kernel.Generate().Where(file => file.Name == $"{module}.v").Concat(RtlLibrary.Modules);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in sources.SelectMany(file => file.Text.Split('\n')))
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            var code = string.Concat((comment < 0 ? line : line[..comment]).Where(c => !char.IsWhiteSpace(c)));
            hash.AppendData(Encoding.UTF8.GetBytes(code));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
