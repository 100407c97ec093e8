using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.Boards;
using Fard.Actors.Content;
using Fard.Actors.Devices;
using Fard.Actors.Packages;
using Fard.Actors.Programs;
using Fard.Actors.Programs.Processes;
using Fard.Actors.Tasks;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Faults;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;

namespace Fard.Actors.Members;

/// <summary>Makes a board as <c>fard.board</c> in the configuration describes it.</summary>
internal static class ConfiguredBoard
{
    /// <param name="log">Gets a sentence for every injected fault, and every package that is fetched.</param>
    /// <param name="contents">The contents that heads have; null: the board fetches nothing.</param>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static BoardSetup Create(string name, Config config, Action<string> log, MemberContents? contents = null)
    {
        var type = MemberSettings.Text(config, "fard.board.type");
        var board = BoardCatalog.TryFind(type)
            ?? throw new FardConfigurationException($"fard.board.type is '{type}'; known boards are {string.Join(", ", BoardCatalog.All.Select(known => known.Name))}.");
        var fpgas = MemberSettings.Count(config, "fard.board.fpgas", 1, 64);
        var accelerators = Enumerable.Range(0, fpgas).Select(index => WithFaults(config, index, log, ConfiguredDevice.Create(board, config)));
        var bitstreams = Bitstreams(config, log, contents);
        return new BoardSetup(
            name,
            board.Name,
            [.. accelerators],
            bitstreams,
            MemberSettings.Time(config, "fard.board.registration-retry"))
        {
            Devices = ReadDevices(config),
            Tasks = ReadTasks(config, new ProcessRuntime(ProgramConfiguration.Read(config), reference => bitstreams.Load(reference, board.Name))),
            DrainTimeout = MemberSettings.Time(config, "fard.board.drain-timeout"),
        };
    }

    private static TaskBoard ReadTasks(Config config, ProcessRuntime processes) => new()
    {
        CpuMilli = MemberSettings.Count(config, "fard.board.cpu", 0, 1_000_000),
        MemoryBytes = MemberSettings.LongBytes(config, "fard.board.memory"),
        Roles = [.. config.GetStringList("akka.cluster.roles")],
        Runtimes = [new AssemblyRuntime(), processes],
        Settings = TaskConfiguration.Read(config),
    };

    private static DeviceSettings ReadDevices(Config config) => new()
    {
        RunRetries = MemberSettings.Count(config, "fard.board.run-retries", 0, 100),
        RunTimeoutFloor = OfDevice(config, "run-timeout.floor"),
        RunTimeoutFactor = MemberSettings.Rate(config, "fard.board.run-timeout.factor", 1e6),
        LoadTimeout = OfDevice(config, "load-timeout"),
        CutGrace = MemberSettings.Time(config, "fard.board.cut-grace"),
        ProbeInterval = MemberSettings.Time(config, "fard.board.probe-interval"),
        ProbeIntervalMax = MemberSettings.Time(config, "fard.board.probe-interval-max"),
    };

    // Simulators are built on first use and are slower than boards: they have times of their own.
    private static TimeSpan OfDevice(Config config, string key)
    {
        var own = $"fard.board.{MemberSettings.Text(config, "fard.board.device")}.{key}";
        return MemberSettings.Time(config, config.HasPath(own) ? own : $"fard.board.{key}");
    }

    /// <summary>Injects the faults that <c>fard.board.faults</c> asks for; every FPGA of a board has its own.</summary>
    public static IAccelerator WithFaults(Config config, int fpga, Action<string> log, IAccelerator accelerator)
    {
        var rates = new FaultRates
        {
            Fail = MemberSettings.Rate(config, "fard.board.faults.fail-rate", 1),
            Hang = MemberSettings.Rate(config, "fard.board.faults.hang-rate", 1),
            LoadFail = MemberSettings.Rate(config, "fard.board.faults.load-fail-rate", 1),
            Seed = MemberSettings.Count(config, "fard.board.faults.seed", 0, int.MaxValue - 64) + fpga,
        };
        if (rates.Fail + rates.Hang > 1) throw new FardConfigurationException("fard.board.faults: fail-rate and hang-rate are more than 1 together.");
        return rates.IsNone ? accelerator : new FlakyAccelerator(accelerator, rates, text => log($"FPGA {fpga}: {text}"));
    }

    private static IBitstreamSource Bitstreams(Config config, Action<string> log, MemberContents? contents)
    {
        var own = new BitstreamStore(Folders(config));
        if (contents is null || !config.GetBoolean("fard.board.fetch-bitstreams", true)) return new FolderBitstreams(own);
        var cache = new BitstreamCache(Path.Combine(contents.Folder, "packages"), MemberSettings.LongBytes(config, "fard.board.package-cache"));
        return new FetchedBitstreams(own, cache, contents, log);
    }

    private static ImmutableArray<string> Folders(Config config)
    {
        var folders = MemberSettings.Folders(config, "fard.board.bitstreams");
        return folders.IsEmpty ? throw new FardConfigurationException("fard.board.bitstreams is empty; it lists the folders with bitstream packages.") : folders;
    }

    private sealed class FolderBitstreams(BitstreamStore store) : IBitstreamSource
    {
        public ImmutableArray<string> Names => store.Names;

        public BitstreamPackage Load(string reference, string board) => store.Load(reference, board);
    }
}
