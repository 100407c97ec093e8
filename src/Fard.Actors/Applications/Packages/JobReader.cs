using System.Collections.Immutable;

namespace Fard.Actors.Applications.Packages;

/// <summary>Reads the programs of jobs: <c>jobs: [{job_name, main_dir, main_file, cpu_quota, memory, config}]</c>. Positions of pipelines name them.</summary>
internal static class JobReader
{
    public static ImmutableDictionary<string, PositionProgram> Read(IReadOnlyList<Setting> jobs)
    {
        var programs = ImmutableDictionary.CreateBuilder<string, PositionProgram>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            job.AllowOnly("job_name", "main_dir", "main_file", "cpu_quota", "memory", "own_process", "config");
            var name = ManifestReader.NameOf(job, "job_name");
            var program = new PositionProgram(ProgramReader.Read(job), "", TaskReader.ReadCpu(job, 0), TaskReader.ReadMemory(job), ProgramReader.ConfigurationOf(job));
            if (programs.ContainsKey(name)) throw job.Find("job_name")!.Refuse($"'{name}' is taken by a job before.");
            programs.Add(name, program);
        }

        return programs.ToImmutable();
    }
}
