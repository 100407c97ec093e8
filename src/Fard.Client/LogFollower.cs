using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Cluster;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Client;

/// <summary>Gathers the lines that all members log: those that are kept, merged by their time; then each as it comes. Members may come and go.</summary>
internal sealed class LogFollower(ActorSystem system, JobId? job)
{
    private const int Buffered = 10_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MemberInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<LogEntry> _lines = Channel.CreateBounded<LogEntry>(Buffered);
    private readonly Dictionary<Address, long> _known = [];

    public async IAsyncEnumerable<LogEntry> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        foreach (var entry in await ReadAsync(stopping.Token)) yield return entry;

        var following = FollowMembersAsync(stopping.Token);
        try
        {
            await foreach (var entry in _lines.Reader.ReadAllAsync(cancellationToken)) yield return entry;
        }
        finally
        {
            await stopping.CancelAsync();
            await following;
        }
    }

    /// <summary>The lines that are kept now, by their time.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var members = Members();
        var kept = await Task.WhenAll(members.Select(member => ReadKeptAsync(member, cancellationToken)));
        foreach (var (member, page) in members.Zip(kept)) _known[member] = page.Last;
        return [.. kept.SelectMany(page => page.Entries).OrderBy(entry => entry.At)];
    }

    private Address[] Members()
    {
        if (!system.HasExtension<Cluster>()) return [((ExtendedActorSystem)system).Provider.DefaultAddress];
        var state = Cluster.Get(system).State;
        return [.. state.Members.Where(member => !state.Unreachable.Contains(member) && member.Status is MemberStatus.Up or MemberStatus.Leaving).Select(member => member.Address)];
    }

    private async Task<(List<LogEntry> Entries, long Last)> ReadKeptAsync(Address member, CancellationToken cancellationToken)
    {
        var (entries, last) = (new List<LogEntry>(), 0L);
        while (await TryAskAsync(member, new GetLog(last, job, TimeSpan.Zero), cancellationToken) is { } page && page.Last > last)
        {
            entries.AddRange(page.Entries);
            last = page.Last;
        }

        return (entries, last);
    }

    private async Task FollowMembersAsync(CancellationToken cancellationToken)
    {
        var following = new Dictionary<Address, Task>();
        try
        {
            while (true)
            {
                foreach (var member in Members())
                {
                    if (following.TryGetValue(member, out var running) && !running.IsCompleted) continue;
                    following[member] = FollowMemberAsync(member, cancellationToken);
                }

                await Task.Delay(MemberInterval, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }

        await Task.WhenAll(following.Values);
    }

    // Ends when the member does not answer; while it is a member, it is asked again.
    private async Task FollowMemberAsync(Address member, CancellationToken cancellationToken)
    {
        long last;
        lock (_known) last = _known.GetValueOrDefault(member);
        try
        {
            while (await TryAskAsync(member, new GetLog(last, job, Wait), cancellationToken) is { } page)
            {
                foreach (var entry in page.Entries) await _lines.Writer.WriteAsync(entry, cancellationToken);
                last = page.Last;
                lock (_known) _known[member] = last;
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }
    }

    private async Task<LogPage?> TryAskAsync(Address member, GetLog question, CancellationToken cancellationToken)
    {
        try
        {
            var keeper = system.ActorSelection(new RootActorPath(member) / "user" / LogKeeper.Name);
            return await keeper.Ask<LogPage>(question, question.Wait + Margin, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
