using System.Text;
using Akka.Configuration;
using Fard.Networks.Description;

namespace Fard.Actors.Applications;

/// <summary>The HOCON text of an application that is deployed to a running cluster: one application below <c>fard.head.applications</c>.</summary>
public static class DeploymentText
{
    /// <summary>Most bytes of the text in UTF-8: it travels in one message.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxNesting = 32;

    private const int MaxDots = 100;

    private const int MaxNameLength = 200;

    /// <summary>Reads and checks the application as a head does with those of its own configuration.</summary>
    /// <param name="hocon">The text. It comes from outside: it includes no files, refers to no variables, and is not nested deeply.</param>
    /// <param name="findNetwork">Finds networks by name.</param>
    /// <exception cref="ApplicationConfigurationException">It is no application that a head could run; the message says why.</exception>
    public static ApplicationDescription Read(string hocon, Func<string, NetworkDescription?> findNetwork)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        CheckShape(hocon);
        Config config;
        try
        {
            config = ConfigurationFactory.ParseString(hocon);
        }
        catch (Exception exception)
        {
            throw Refuse($"is no HOCON: {exception.Message}", exception);
        }

        var applications = new ApplicationReader(findNetwork).ReadAll(config);
        if (applications.Length != 1) throw Refuse($"has {applications.Length} applications below fard.head.applications; deploy one at a time.");
        return applications[0].Name.Length <= MaxNameLength
            ? applications[0]
            : throw Refuse($"has a name of {applications[0].Name.Length} characters; at most {MaxNameLength} are allowed.");
    }

    // The parser is recursive, reads files and looks up variables of its process: a text from outside must not make it do any of that.
    internal static void CheckShape(string hocon)
    {
        if (Encoding.UTF8.GetByteCount(hocon) is var length and > MaxBytes) throw Refuse($"has {length} bytes; at most {MaxBytes} are allowed.");
        if (hocon.Contains("${", StringComparison.Ordinal)) throw Refuse("has a substitution ${...}; write its value.");
        if (hocon.Contains("include", StringComparison.Ordinal)) throw Refuse("includes a file; write what it contains.");
        var (depth, dots) = (0, 0);
        foreach (var character in hocon)
        {
            // A key of many parts nests like braces.
            dots = character is '.' ? dots + 1 : "\r\n,{}[]=:".Contains(character) ? 0 : dots;
            if (dots > MaxDots) throw Refuse("has a key of too many parts.");
            if (character is '{' or '[' && ++depth > MaxNesting) throw Refuse($"is nested more than {MaxNesting} levels deep.");
            if (character is '}' or ']') depth--;
        }
    }

    private static ApplicationConfigurationException Refuse(string what, Exception? cause = null) => new("The application's text", what, cause);
}
