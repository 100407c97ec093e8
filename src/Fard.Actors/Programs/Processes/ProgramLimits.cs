namespace Fard.Actors.Programs.Processes;

/// <summary>What one user program may use of its board.</summary>
/// <param name="CpuMillis">Thousandths of a core; 0: no limit.</param>
/// <param name="MemoryBytes">Bytes of memory; 0: no limit.</param>
public sealed record ProgramLimits(int CpuMillis = 0, long MemoryBytes = 0);
