using System.Collections.Immutable;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Gateway.Tests.Dashboard.Scripted;

/// <summary>A board with one FPGA, as the script moves it on.</summary>
internal sealed class ScriptedFpga(string name, string kind, string loaded, double lut, double bram)
{
    public string Name => name;

    public string Loaded => loaded;

    public string Type { get; init; } = "pynq-z1";

    public string Fault { get; set; } = "";

    public bool Reachable { get; set; } = true;

    public bool Leaving { get; init; }

    public JobId? Lease { get; set; }

    public double Images { get; private set; }

    public TimeSpan Busy { get; private set; }

    public int Queued { get; set; }

    public void Compute(double images, TimeSpan busy)
    {
        Images += images;
        Busy += busy;
    }

    public BoardStatus ToStatus(int port) => new(
        new BoardInfo(name, Type, new DataEndpoint("127.0.0.1", port), [new FpgaInfo(0, kind, loaded) { Fault = Fault }], ["cnvW2A2-cifar10", "cnvW1A1-cifar10", "lfcW1A1-mnist"]), Reachable, [Lease])
    {
        Leaving = Leaving,
    };

    public BoardActivity ToActivity(DateTimeOffset at) => new(name, at,
    [
        new FpgaActivity(0, (long)Images, (long)Images, Busy, loaded.Length > 0 ? 1 : 0, TimeSpan.FromMilliseconds(40), Fault.Length > 0 ? 3 : 0, Queued)
        {
            Utilisation = loaded.Length == 0
                ? ImmutableSortedDictionary<string, double>.Empty
                : ImmutableSortedDictionary<string, double>.Empty.Add("LUT", lut).Add("BRAM36", bram).Add("FF", lut * 0.7).Add("DSP", 11),
        },
    ]);
}
