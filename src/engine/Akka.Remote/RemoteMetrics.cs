using System.Diagnostics.Metrics;
using Akka.Actor;

namespace Akka.Remote;

/// <summary>What the meter <c>Akka.Remote</c> counts. Nothing is counted on the way of a message that is sent.</summary>
internal static class RemoteMetrics
{
    public const string MeterName = "Akka.Remote";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "akka.remote.messages.dropped", "{message}", "Messages to other systems that were not sent; tags: remote (address), reason (overflow, closed, too-large, not-serializable).");

    public static void Drop(Address remote, string reason) => Dropped.Add(1, new("remote", remote.ToString()), new("reason", reason));
}
