using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Fard.Actors.DataPlane;
using Fard.Actors.Members;
using Fard.Actors.Messages;

namespace Fard.Actors.Content;

/// <summary>The heads that the cluster reaches at present, asked where they listen each time: heads come and go.</summary>
/// <param name="withSelf">Whether this member counts, should it be a head.</param>
public sealed class ClusterHeads(ActorSystem system, bool withSelf) : IContentHeads
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    private int _first;

    /// <inheritdoc/>
    public async Task<ImmutableArray<DataEndpoint>> FindAsync(CancellationToken cancellationToken) =>
        [.. (await FindHeadsAsync(cancellationToken)).Select(head => head.Endpoint)];

    /// <summary>The heads that answer; another one stands first each time, so that boards do not all ask the same.</summary>
    public async Task<ImmutableArray<ContentHead>> FindHeadsAsync(CancellationToken cancellationToken)
    {
        var cluster = Cluster.Get(system);
        var state = cluster.State;
        var members = state.Members
            .Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving && member.HasRole(FardRoles.Head) && !state.Unreachable.Contains(member))
            .Where(member => withSelf || !member.Address.Equals(cluster.SelfAddress))
            .OrderBy(member => member.Address.ToString(), StringComparer.Ordinal)
            .ToArray();
        var first = members.Length == 0 ? 0 : (int)((uint)Interlocked.Increment(ref _first) % members.Length);
        var answers = await Task.WhenAll(members[first..].Concat(members[..first]).Select(member => AskAsync(member.Address, cancellationToken)));
        return [.. answers.OfType<ContentHead>()];
    }

    private async Task<ContentHead?> AskAsync(Address member, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await system.ActorSelection(ContentHead.PathOf(member)).Ask<ContentEndpoint>(new GetContentEndpoint(), AnswerTime, cancellationToken);
            return new ContentHead(member, answer.Endpoint);
        }
        catch (AskTimeoutException)
        {
            // It has just left, or is about to start: the next round asks it again.
            return null;
        }
    }
}
