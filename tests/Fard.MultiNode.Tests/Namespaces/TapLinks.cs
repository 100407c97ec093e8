using System.Collections.Concurrent;
using System.Globalization;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>
/// Links for kernels without sch_netem: every namespace has a TAP device, and this process is the switch. It learns addresses as a switch does, and it
/// delays and loses frames; TCP on both ends is the kernel's own.
/// </summary>
internal sealed class TapLinks(LinkQuality quality, int seed) : ILinks
{
    private readonly ConcurrentDictionary<string, Port> _ports = new();
    private readonly ConcurrentDictionary<ulong, Port> _learned = new();
    private readonly BlockingCollection<(long Due, Port To, byte[] Frame)> _underWay = [];
    private readonly CancellationTokenSource _stopped = new();
    private readonly Random _random = new(seed);
    private Thread? _forwarder;
    private int _lost;

    /// <summary>Frames lost so far, as the quality asks.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public void Connect(string space)
    {
        if (_forwarder is null) (_forwarder = new Thread(Forward) { IsBackground = true, Name = "frame switch" }).Start();
        var name = string.Create(CultureInfo.InvariantCulture, $"fd{Environment.ProcessId}x{_ports.Count}");
        var port = new Port(space, new TapDevice(name));
        _ports[space] = port;
        Shell.Run("ip", "link", "set", name, "netns", space, "name", "eth0");
        port.Reader = new Thread(() => Read(port)) { IsBackground = true, Name = $"port of {space}" };
        port.Reader.Start();
    }

    public void Cut(string space) => _ports[space].IsCut = true;

    public void Restore(string space) => _ports[space].IsCut = false;

    public void Dispose()
    {
        foreach (var port in _ports.Values)
        {
            // Without its device the reader's read ends.
            Shell.Try("ip", "-n", port.Space, "link", "del", "eth0");
            port.Reader?.Join(TimeSpan.FromSeconds(5));
            port.Device.Dispose();
        }

        _stopped.Cancel();
        _underWay.CompleteAdding();
        _forwarder?.Join();
        _underWay.Dispose();
        _stopped.Dispose();
    }

    private void Read(Port from)
    {
        var buffer = new byte[TapDevice.MaxFrame];
        while (from.Device.Read(buffer) is var length and > 0)
        {
            // Destination (6 bytes), source (6 bytes), type (2 bytes).
            if (length < 14 || from.IsCut || Loses()) continue;
            _learned[AddressAt(buffer, 6)] = from;
            var frame = buffer.AsSpan(0, length).ToArray();
            var due = Environment.TickCount64 + (long)quality.Delay.TotalMilliseconds;
            if (_learned.TryGetValue(AddressAt(buffer, 0), out var to))
            {
                _underWay.Add((due, to, frame));
            }
            else
            {
                foreach (var other in _ports.Values.Where(port => port != from)) _underWay.Add((due, other, frame));
            }
        }
    }

    // All frames wait equally long, so the first in is the first due.
    private void Forward()
    {
        foreach (var (due, to, frame) in _underWay.GetConsumingEnumerable())
        {
            if (due - Environment.TickCount64 is var wait and > 0) _stopped.Token.WaitHandle.WaitOne((int)wait);
            if (!to.IsCut) to.Device.Write(frame);
        }
    }

    private bool Loses()
    {
        lock (_random)
        {
            if (_random.NextDouble() >= quality.Loss) return false;
        }

        Interlocked.Increment(ref _lost);
        return true;
    }

    private static ulong AddressAt(byte[] frame, int offset)
    {
        ulong address = 0;
        for (var index = 0; index < 6; index++) address = address << 8 | frame[offset + index];
        return address;
    }

    private sealed class Port(string space, TapDevice device)
    {
        private volatile bool _isCut;

        public string Space => space;

        public TapDevice Device => device;

        public Thread? Reader { get; set; }

        public bool IsCut
        {
            get => _isCut;
            set => _isCut = value;
        }
    }
}
