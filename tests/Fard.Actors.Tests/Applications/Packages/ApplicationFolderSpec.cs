using Fard.Actors.Applications;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Applications.Packages;

public sealed class ApplicationFolderSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-app-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Reads_a_folder_with_its_programs()
    {
        Write("config.yaml", "app_name: a\ntasks: [{task_name: t, main_dir: t, main_file: main.py}]");
        Write("t/main.py", "");
        Read().Manifest.Name.ShouldBe("a");
    }

    [Fact]
    public void Says_what_a_folder_lacks()
    {
        Refusal(Path.Combine(_folder.FullName, "none")).ShouldContain("There is no folder");
        Refusal().ShouldContain("has no config.yaml and no application.conf");
        Write("config.yaml", "app_name: a\ntasks: [{task_name: t, main_dir: t, main_file: main.py}]");
        Refusal().ShouldContain("there is no t/main.py");
        Write("application.conf", "");
        Refusal().ShouldContain("has both");
    }

    [Fact]
    public void Refuses_a_program_behind_a_link_that_leads_out_of_the_folder()
    {
        Write("config.yaml", "app_name: a\ntasks: [{task_name: t, main_dir: t, main_file: passwd}]");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "t"), "/etc");
        Refusal().ShouldContain("is a link");
    }

    [Fact]
    public void Refuses_a_file_that_is_damaged_or_too_large()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "config.yaml"), [0xC3, 0x28, 0xFF]);
        Refusal().ShouldContain("no text in UTF-8");
        Write("config.yaml", new string('#', ManifestReader.MaxBytes + 1));
        Refusal().ShouldContain("at most 65536");
    }

    private ApplicationFolder Read(string? folder = null) => ApplicationFolder.Read(folder ?? _folder.FullName, TinyNetwork.Find);

    private string Refusal(string? folder = null) => Should.Throw<ApplicationPackageException>(() => Read(folder)).Message;

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
