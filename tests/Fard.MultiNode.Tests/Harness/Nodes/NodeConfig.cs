using Akka.Configuration;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>The configuration that nodes start from: a cluster member on loopback with short intervals, and links that can be disturbed.</summary>
internal static class NodeConfig
{
    /// <summary>A node whose heart beats stop is unreachable after about this time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static Config Of(string config) => ConfigurationFactory.ParseString(config).WithFallback(ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = INFO
          actor.provider = cluster
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          remote {
            retry-gate-closed-for = 200ms
            dot-netty.tcp {
              hostname = "127.0.0.1"
              port = 0
              applied-adapters = [trttl, gremlin]
            }
          }
          cluster {
            periodic-tasks-initial-delay = 50ms
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            unreachable-nodes-reaper-interval = 100ms
            seed-node-timeout = 500ms
            retry-unsuccessful-join-after = 1s
            failure-detector {
              heartbeat-interval = 200ms
              acceptable-heartbeat-pause = {{Pause.TotalMilliseconds}}ms
              expected-response-after = 200ms
            }
            split-brain-resolver.stable-after = 1500ms
            singleton.hand-over-retry-interval = 200ms
            singleton-proxy.singleton-identification-interval = 100ms
          }
        }
        """));
}
