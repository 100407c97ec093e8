namespace Fard.MultiNode.Tests.Cli;

/// <summary>The installed configuration files with a short failure detector, unpaced boards, and what a spec adds.</summary>
internal sealed class FastConfigurations
{
    private readonly DirectoryInfo _folder;
    private readonly string _more;
    private readonly string _bitstreams;

    /// <param name="more">HOCON above the rest, for every role.</param>
    public FastConfigurations(DirectoryInfo folder, string more = "", string? bitstreams = null)
    {
        _folder = folder;
        _more = more;
        _bitstreams = bitstreams ?? ClusterByHand.Installed("bitstreams");
        Head = Write("head");
        Board = Write("board");
        Client = Write("client");
    }

    /// <summary>Paths of the files.</summary>
    public string Head { get; }

    public string Board { get; }

    public string Client { get; }

    private string Write(string role)
    {
        var path = Path.Combine(_folder.FullName, $"{role}.conf");
        File.WriteAllText(path, $$"""
            include "{{ClusterByHand.Installed("hocon", $"{role}.conf")}}"
            akka.cluster {
              failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 2s, expected-response-after = 200ms }
              split-brain-resolver { stable-after = 1500ms, keep-oldest { down-if-alone = on, role = "" } }
              gossip-interval = 200ms
              leader-actions-interval = 200ms
              unreachable-nodes-reaper-interval = 200ms
              periodic-tasks-initial-delay = 50ms
              seed-node-timeout = 1s
              singleton.hand-over-retry-interval = 200ms
              singleton-proxy.singleton-identification-interval = 200ms
            }
            fard.board.pace = none
            fard.board.bitstreams = ["{{_bitstreams}}"]
            {{_more}}
            """);
        return path;
    }
}
