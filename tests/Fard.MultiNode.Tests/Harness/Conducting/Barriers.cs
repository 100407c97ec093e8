namespace Fard.MultiNode.Tests.Harness.Conducting;

/// <summary>Where the nodes of a spec wait for each other. A barrier passes when all its participants have entered it.</summary>
/// <remarks>A node that is gone is waited for no more where it is not named; where it is, and when it has ended its steps, the barrier fails at once.</remarks>
internal sealed class Barriers(IReadOnlyList<string> roles, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Barrier> _open = [];
    private readonly Dictionary<string, string> _gone = [];
    private readonly Dictionary<string, string> _last = [];

    /// <summary>Completes when all participants have entered; null: all nodes that live.</summary>
    /// <exception cref="HarnessException">It did not pass in time, or cannot; the message says who is missing and where they are.</exception>
    public async Task EnterAsync(string role, string name, IReadOnlyList<string>? participants, TimeSpan timeout)
    {
        Barrier barrier;
        lock (_lock)
        {
            if (participants is not null && participants.Except(roles).FirstOrDefault() is { } unknown)
                throw new HarnessException($"Barrier '{name}': there is no node '{unknown}'; there are {string.Join(", ", roles)}.");
            if (!_open.TryGetValue(name, out barrier!)) _open.Add(name, barrier = new Barrier(name, participants));
            if (barrier.Participants is { } expected && !expected.Contains(role))
                throw new HarnessException($"Barrier '{name}' is for {string.Join(", ", expected)}; '{role}' entered it.");
            barrier.Entered.Add(role);
            _last[role] = name;
            Check(barrier);
        }

        try
        {
            await barrier.Passed.Task.WaitAsync(timeout, time);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                if (_open.Remove(name)) barrier.Passed.TrySetException(new HarnessException($"Barrier '{name}' did not pass within {timeout.TotalSeconds} s: {Missing(barrier)}."));
            }

            await barrier.Passed.Task;
        }
    }

    /// <summary>A node enters no barrier any more.</summary>
    /// <param name="why">What became of it, such as <c>was killed</c>.</param>
    public void Leave(string role, string why)
    {
        lock (_lock)
        {
            _gone[role] = why;
            foreach (var barrier in _open.Values.ToList()) Check(barrier);
        }
    }

    /// <summary>A node failed: nobody needs to wait for anything.</summary>
    public void Fail(string role)
    {
        lock (_lock)
        {
            foreach (var barrier in _open.Values) barrier.Passed.TrySetException(new HarnessException($"Barrier '{barrier.Name}' cannot pass: '{role}' has failed."));
            _open.Clear();
        }
    }

    private void Check(Barrier barrier)
    {
        var missing = MissingOf(barrier).ToList();
        if (missing.Count == 0)
            barrier.Passed.TrySetResult();
        else if (missing.Find(_gone.ContainsKey) is not null)
            barrier.Passed.TrySetException(new HarnessException($"Barrier '{barrier.Name}' cannot pass: {Missing(barrier)}."));
        else
            return;
        _open.Remove(barrier.Name);
    }

    // A node that was taken away on purpose is not expected where nobody names it; one that has ended its steps has forgotten the barrier.
    private IEnumerable<string> MissingOf(Barrier barrier) =>
        (barrier.Participants ?? roles.Where(role => !_gone.TryGetValue(role, out var why) || why == Ended)).Where(role => !barrier.Entered.Contains(role));

    private string Missing(Barrier barrier) => string.Join("; ", MissingOf(barrier).Select(role => _gone.TryGetValue(role, out var why)
        ? $"'{role}' {why}"
        : $"'{role}' is missing ({(_last.TryGetValue(role, out var last) ? $"its last barrier was '{last}'" : "it has entered no barrier yet")})"));

    /// <summary>What became of a node that has done all its steps.</summary>
    public const string Ended = "has done its steps";

    private sealed class Barrier(string name, IReadOnlyList<string>? participants)
    {
        public string Name => name;

        public IReadOnlyList<string>? Participants => participants;

        public HashSet<string> Entered { get; } = [];

        public TaskCompletionSource Passed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
