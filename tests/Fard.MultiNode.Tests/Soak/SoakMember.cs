using System.Globalization;
using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>A place in the cluster: a member that is started again on its port whenever it has ended, until it is stopped.</summary>
internal sealed class SoakMember : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly Func<Config, Task<FardMember>> _start;
    private readonly Func<int, Config> _configOf;
    private readonly Action<string> _log;
    private Task _keeping = Task.CompletedTask;
    private TaskCompletionSource _mayStart = Set();
    private int _port;

    private SoakMember(string name, Func<int, Config> configOf, Func<Config, Task<FardMember>> start, Action<string> log)
    {
        Name = name;
        _configOf = configOf;
        _start = start;
        _log = log;
    }

    public string Name { get; }

    /// <summary>The member that runs now, or ran last.</summary>
    public FardMember Now { get; private set; } = null!;

    /// <summary>Whether it is there.</summary>
    public bool IsUp => !Now.WhenTerminated.IsCompleted && _mayStart.Task.IsCompleted;

    /// <summary>Starts it for the first time.</summary>
    /// <param name="configOf">Its configuration with a port.</param>
    public static async Task<SoakMember> StartAsync(string name, Func<int, Config> configOf, Func<Config, Task<FardMember>> start, Action<string> log)
    {
        var member = new SoakMember(name, configOf, start, log);
        member.Now = await start(configOf(0));
        member._port = member.Now.Address.Port!.Value;
        member._keeping = member.KeepAsync();
        return member;
    }

    /// <summary>Ends it without a word to the others, and leaves it down until <see cref="Revive"/>.</summary>
    public async Task KillAsync()
    {
        _mayStart = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Now.AbortAsync();
    }

    public void Revive() => _mayStart.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        Revive();
        await _keeping;
        await Now.DisposeAsync();
        _stopped.Dispose();
    }

    private async Task KeepAsync()
    {
        while (true)
        {
            try
            {
                await Now.WhenTerminated.WaitAsync(_stopped.Token);
                await _mayStart.Task.WaitAsync(_stopped.Token);
                await Now.DisposeAsync();
                Now = await _start(_configOf(_port));
                _log(string.Create(CultureInfo.InvariantCulture, $"{Name} is back on port {_port}"));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (FardMemberException exception)
            {
                // The port is still taken, or the cluster has not forgotten the former incarnation yet: again.
                _log($"{Name} could not start again: {exception.Message}");
            }
        }
    }

    private static TaskCompletionSource Set()
    {
        var set = new TaskCompletionSource();
        set.SetResult();
        return set;
    }
}
