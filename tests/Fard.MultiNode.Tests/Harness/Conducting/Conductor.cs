using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Conducting;

/// <summary>The test process's side of a spec: keeps barriers, tells addresses, collects results, passes faults on.</summary>
internal sealed class Conductor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentDictionary<string, HarnessChannel> _channels = new();
    private readonly ConcurrentDictionary<string, string> _addresses = new();
    private readonly IReadOnlyList<string> _roles;
    private readonly Func<string, NodeProcess> _processOf;
    private readonly Barriers _barriers;
    private readonly TaskCompletionSource _allHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, string> _ended = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    /// <param name="processOf">The process of a role, once it has said hello.</param>
    public Conductor(IReadOnlyList<string> roles, Func<string, NodeProcess> processOf)
    {
        _roles = roles;
        _processOf = processOf;
        _barriers = new Barriers(roles, TimeProvider.System);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when every node has done its steps or was taken away on purpose; fails with the first failure of a node.</summary>
    public Task AllDone => _allDone.Task;

    /// <summary>Nodes that have neither done their steps nor were taken away.</summary>
    public IEnumerable<string> Running => _roles.Where(role => !_ended.ContainsKey(role));

    /// <summary>A node's process has ended: a failure, unless the node has done its steps or was taken away.</summary>
    public void Exited(string role, int exitCode) => Fail(role, $"ended before it had done its steps, with exit code {exitCode}.");

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        foreach (var channel in _channels.Values) channel.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        string? role = null;
        HarnessChannel channel = null!;
        channel = new HarnessChannel(connection, request =>
        {
            if (request is Hello hello) role = Register(hello, channel);
            return role is null ? throw new HarnessException($"The first thing to say is hello, not {request.GetType().Name}.") : AnswerAsync(role, request);
        });
        try
        {
            await channel.RunAsync(_stopped.Token);
        }
        catch (InvalidDataException exception)
        {
            if (role is not null) Fail(role, $"broke the harness's protocol: {exception.Message}");
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Stopped.
        }
        finally
        {
            channel.Dispose();
        }
    }

    private string Register(Hello hello, HarnessChannel channel)
    {
        if (!_roles.Contains(hello.Role)) throw new HarnessException($"There is no node '{hello.Role}'.");
        if (!_channels.TryAdd(hello.Role, channel)) throw new HarnessException($"There is a node '{hello.Role}' already.");
        _addresses[hello.Role] = hello.Address;
        if (_addresses.Count == _roles.Count) _allHere.TrySetResult();
        return hello.Role;
    }

    private async Task<IReadOnlyDictionary<string, string>?> AnswerAsync(string role, Request request)
    {
        switch (request)
        {
            case Hello:
                await _allHere.Task;
                return _addresses;
            case EnterBarrier barrier:
                await _barriers.EnterAsync(role, barrier.Name, barrier.Participants, barrier.Timeout);
                break;
            case Finished { Error: { } error }:
                Fail(role, $"failed: {error}");
                break;
            case Finished:
                End(role, Barriers.Ended);
                await _allDone.Task;
                break;
            case ThrottleLink throttle:
                await ChannelOf(throttle.From).AskAsync(throttle);
                break;
            case DisconnectLink disconnect:
                await ChannelOf(disconnect.From).AskAsync(disconnect);
                break;
            case ChangeProcess { Change: ProcessChange.Pause } change:
                await _processOf(change.Role).PauseAsync();
                break;
            case ChangeProcess { Change: ProcessChange.Resume } change:
                await _processOf(change.Role).ResumeAsync();
                break;
            case ChangeProcess { Change: ProcessChange.Kill } change:
                End(change.Role, "was killed");
                _processOf(change.Role).Signal("KILL");
                await _processOf(change.Role).WaitForExitAsync(SpecRun.EndTimeout);
                break;
            case EndProcess end:
                End(end.Role, "was told to end");
                _ = ChannelOf(end.Role).AskAsync(end).ContinueWith(asked => asked.Exception, TaskScheduler.Default);
                await _processOf(end.Role).WaitForExitAsync(SpecRun.EndTimeout);
                break;
        }

        return null;
    }

    private HarnessChannel ChannelOf(string role) =>
        _channels.TryGetValue(role, out var channel) ? channel : throw new HarnessException($"There is no node '{role}'; there are {string.Join(", ", _roles)}.");

    private void End(string role, string why)
    {
        if (!_ended.TryAdd(role, why)) return;
        _barriers.Leave(role, why);
        if (_ended.Count == _roles.Count) _allDone.TrySetResult();
    }

    private void Fail(string role, string why)
    {
        if (!_ended.TryAdd(role, why)) return;
        _allDone.TrySetException(new HarnessException($"Node '{role}' {why}"));
        _barriers.Fail(role);
    }
}
