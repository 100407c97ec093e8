using Akka.Configuration;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Pacing;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Rtl.Simulation;
using Fard.Networks.Simd;
using Fard.Planning.Timing;

namespace Fard.Actors.Members;

/// <summary>
/// What stands for a board's FPGAs, as <c>fard.board.accelerator</c> says: <c>emulated</c>, <c>c-simulation</c> (also <c>hls-csim</c>) or
/// <c>rtl-simulation</c> (also <c>rtl</c>).
/// </summary>
internal static class ConfiguredAccelerator
{
    /// <summary>Makes one accelerator at every call.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static Func<IAccelerator> Read(Config config, BoardDescription board)
    {
        var kind = MemberSettings.Text(config, "fard.board.accelerator");
        var pace = MemberSettings.Text(config, "fard.board.pace");
        if (pace is not ("board" or "none")) throw new FardConfigurationException($"fard.board.pace is '{pace}'; expected board (the modelled time) or none.");
        return kind switch
        {
            DeviceKinds.Emulated => () => Emulated(board, pace == "board"),
            DeviceKinds.CSimulation or "hls-csim" => () => new CSimulatedAccelerator(board),
            DeviceKinds.RtlSimulation or "rtl" => () => new RtlSimulatedAccelerator(board),
            _ => throw new FardConfigurationException(
                $"fard.board.accelerator is '{kind}'; this release has {string.Join(", ", DeviceKinds.WithoutBitstream)} (also hls-csim for c-simulation, rtl for rtl-simulation)."),
        };
    }

    private static EmulatedAccelerator Emulated(BoardDescription board, bool paced) => new(
        board,
        (network, parameters, range) => new SimdExecutor(parameters, range),
        paced ? new EmulatedPacing(package => DataflowModel.TimingOf(package.Network, package.Layers, package.ClockHertz), Pacers.Create(TimeProvider.System)) : null);
}
