using Akka.Configuration;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Pacing;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Rtl.Simulation;
using Fard.Hardware.Zynq;
using Fard.Hardware.Zynq.Linux;
using Fard.Networks.Simd;
using Fard.Planning.Timing;

namespace Fard.Actors.Members;

/// <summary>Makes one FPGA as <c>fard.board.device</c> in the configuration names it.</summary>
public static class ConfiguredDevice
{
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static IAccelerator Create(BoardDescription board, Config config) => MemberSettings.Text(config, "fard.board.device") switch
    {
        DeviceKinds.Emulated => Emulated(board, config),
        DeviceKinds.CSimulation => new CSimulatedAccelerator(board, CSimulation(config)),
        DeviceKinds.RtlSimulation => new RtlSimulatedAccelerator(board),
        DeviceKinds.Zynq => new ZynqAccelerator(board, Zynq(config)),
        var other => throw new FardConfigurationException(
            $"fard.board.device is '{other}'; there are {string.Join(", ", DeviceKinds.All)}."),
    };

    /// <summary>Reads <c>fard.board.zynq</c>.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static ZynqOptions Zynq(Config config)
    {
        var crystal = MemberSettings.Count(config, "fard.board.zynq.crystal", 0, 100_000_000);
        return new ZynqOptions
        {
            Files = new BoardFiles(MemberSettings.Text(config, "fard.board.zynq.root")),
            BufferDevice = MemberSettings.Text(config, "fard.board.zynq.buffer-device") is { Length: > 0 } device ? device : null,
            CrystalHertz = crystal == 0 ? null : crystal,
            UseInterrupts = config.GetBoolean("fard.board.zynq.interrupts", true),
            ImagesPerStart = MemberSettings.Count(config, "fard.board.zynq.images-per-start", 1, 65_536),
            StartLimit = MemberSettings.Time(config, "fard.board.zynq.start-limit"),
        };
    }

    private static EmulatedAccelerator Emulated(BoardDescription board, Config config)
    {
        var pace = MemberSettings.Text(config, "fard.board.pace");
        if (pace is not ("board" or "none")) throw new FardConfigurationException($"fard.board.pace is '{pace}'; expected board (the modelled time) or none.");
        var clock = 1_000_000L * MemberSettings.Count(config, "fard.board.pace-clock-mhz", 0, 10_000);
        var pacing = pace == "board"
            ? new EmulatedPacing(package => DataflowModel.TimingOf(package, clock == 0 ? null : clock), Pacers.Create(TimeProvider.System))
            : null;
        return new EmulatedAccelerator(board, (network, parameters, range) => new SimdExecutor(parameters, range), pacing);
    }

    private static CSimulationOptions CSimulation(Config config)
    {
        var options = new CSimulationOptions { Compiler = MemberSettings.Text(config, "fard.board.hls-csim.compiler") };
        return MemberSettings.Text(config, "fard.board.hls-csim.cache") is { Length: > 0 } cache ? options with { CacheFolder = Path.GetFullPath(cache) } : options;
    }
}
