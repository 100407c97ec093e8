using Akka.Configuration;

namespace Akka.Remote;

/// <summary>The settings under <c>akka.remote</c>.</summary>
internal sealed class RemoteSettings
{
    /// <exception cref="ConfigurationException">A value makes no sense; the message names its key.</exception>
    public RemoteSettings(Config config)
    {
        var remote = config.GetConfig("akka.remote");
        UntrustedMode = remote.GetBoolean("untrusted-mode");
        FlushWait = Positive(remote, "flush-wait-on-shutdown");
        RetryGateClosedFor = remote.GetTimeSpan("retry-gate-closed-for", null, false);
        SysMsgBufferSize = remote.GetInt("system-message-buffer-size");
        InitialSysMsgDeliveryTimeout = Positive(remote, "initial-system-message-delivery-timeout");
        SysResendTimeout = Positive(remote, "resend-interval");
        HandshakeTimeout = Positive(remote, "handshake-timeout");
        LogLifecycleEvents = remote.GetString("log-remote-lifecycle-events") is not ("off" or "false");
        WatchFailureDetectorConfig = remote.GetConfig("watch-failure-detector");
        WatchFailureDetectorImplementationClass = WatchFailureDetectorConfig.GetString("implementation-class")
            ?? throw new ConfigurationException("akka.remote.watch-failure-detector.implementation-class is missing.");
        WatchHeartBeatInterval = Positive(WatchFailureDetectorConfig, "heartbeat-interval");
        WatchUnreachableReaperInterval = Positive(WatchFailureDetectorConfig, "unreachable-nodes-reaper-interval");
        WatchHeartbeatExpectedResponseAfter = Positive(WatchFailureDetectorConfig, "expected-response-after");
        Tcp = new TcpSettings(remote.GetConfig("dot-netty.tcp"));
    }

    public bool UntrustedMode { get; }

    public TimeSpan FlushWait { get; }

    public TimeSpan RetryGateClosedFor { get; }

    public int SysMsgBufferSize { get; }

    public TimeSpan InitialSysMsgDeliveryTimeout { get; }

    /// <summary>System messages without an acknowledgement for so long are sent again.</summary>
    public TimeSpan SysResendTimeout { get; }

    public TimeSpan HandshakeTimeout { get; }

    public bool LogLifecycleEvents { get; }

    public Config WatchFailureDetectorConfig { get; }

    public string WatchFailureDetectorImplementationClass { get; }

    public TimeSpan WatchHeartBeatInterval { get; }

    public TimeSpan WatchUnreachableReaperInterval { get; }

    public TimeSpan WatchHeartbeatExpectedResponseAfter { get; }

    public TcpSettings Tcp { get; }

    private static TimeSpan Positive(Config config, string key)
    {
        var value = config.GetTimeSpan(key, null, false);
        return value > TimeSpan.Zero ? value : throw new ConfigurationException($"akka.remote: {key} must be a time greater than zero, not {value}.");
    }
}

/// <summary>The settings under <c>akka.remote.dot-netty.tcp</c>.</summary>
internal sealed class TcpSettings
{
    private const int SmallestFrame = 1024;

    public TcpSettings(Config config)
    {
        Hostname = config.GetString("hostname") ?? "";
        Port = PortOf(config, "port");
        PublicHostname = config.GetString("public-hostname") is { Length: > 0 } host ? host : Hostname.Length > 0 ? Hostname : System.Net.Dns.GetHostName();
        PublicPort = PortOf(config, "public-port");
        ConnectTimeout = config.GetTimeSpan("connection-timeout", null, false);
        var frame = config.GetByteSize("maximum-frame-size", null);
        if (frame is not { } size || size < SmallestFrame || size > int.MaxValue / 4)
            throw new ConfigurationException($"akka.remote.dot-netty.tcp.maximum-frame-size must be at least {SmallestFrame} bytes and less than 512 MiB, not {frame}.");
        MaximumFrameSize = (int)size;
        Backlog = config.GetInt("backlog");
        NoDelay = config.GetBoolean("tcp-nodelay");
        AppliedAdapters = [.. config.GetStringList("applied-adapters")];
    }

    public string Hostname { get; }

    public int Port { get; }

    public string PublicHostname { get; }

    /// <summary>The port announced to others; 0: the one listened on.</summary>
    public int PublicPort { get; }

    public TimeSpan ConnectTimeout { get; }

    public int MaximumFrameSize { get; }

    public int Backlog { get; }

    public bool NoDelay { get; }

    /// <summary>Names of transport adapters, the one next to the socket last.</summary>
    public IReadOnlyList<string> AppliedAdapters { get; }

    /// <summary>The protocol of this system's address; adapters show in it.</summary>
    public string Protocol => string.Join('.', ["akka", .. AppliedAdapters, "tcp"]);

    private static int PortOf(Config config, string key)
    {
        var port = config.GetInt(key);
        return port is >= 0 and <= ushort.MaxValue ? port : throw new ConfigurationException($"akka.remote.dot-netty.tcp.{key} must be 0 to 65535, not {port}.");
    }
}
