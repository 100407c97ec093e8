using Fard.Networks;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Accelerators;

/// <summary>Writes its run's number into the output's first byte, fails where the input's first byte is 255, and computes only while its gate is open.</summary>
internal sealed class GatedExecutor(NetworkDescription network, LayerRange range) : INetworkExecutor
{
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public int Runs { get; private set; }

    public NetworkDescription Network => network;

    public LayerRange Range => range;

    public StreamFormat Input => network.StreamBefore(range.First);

    public StreamFormat Output => network.StreamBefore(range.Last + 1);

    public void Execute(ReadOnlySpan<byte> input, Span<byte> output, int imageCount)
    {
        Gate.Wait();
        if (input[0] == 255)
            throw new InvalidOperationException("the input was 255");
        output[0] = (byte)++Runs;
    }
}
