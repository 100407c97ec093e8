using System.Diagnostics;

namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>The Python package's own tests: <c>python3 -m unittest</c> in <c>src/python</c>.</summary>
public class PythonPackageSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [PythonFact]
    public async Task Its_own_tests_pass()
    {
        var info = new ProcessStartInfo("python3", ["-B", "-W", "error", "-m", "unittest"]) { WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true };
        using var tests = Process.Start(info)!;
        var (output, errors) = (tests.StandardOutput.ReadToEndAsync(), tests.StandardError.ReadToEndAsync());
        await tests.WaitForExitAsync().WaitAsync(Patience);
        tests.ExitCode.ShouldBe(0, $"{await output}{await errors}");
        (await errors).ShouldContain("OK");
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var package = Path.Combine(folder.FullName, "src", "python");
            if (File.Exists(Path.Combine(package, "pyproject.toml"))) return package;
        }

        throw new DirectoryNotFoundException("There is no src/python above the tests.");
    }
}
