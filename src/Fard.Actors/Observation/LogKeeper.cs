using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.Observation;

/// <summary>Keeps the last lines of its member's log, and gives them to people who ask (<see cref="GetLog"/>).</summary>
internal sealed class LogKeeper : ReceiveActor, IWithTimers
{
    /// <summary>Its name below <c>/user</c> on every member.</summary>
    public const string Name = "log-keeper";

    /// <summary>Longest text of a line; a longer one is cut.</summary>
    public const int MaxText = 4_000;

    private const int MaxPageBytes = 64_000;
    private const int MaxFollowers = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ServeInterval = TimeSpan.FromMilliseconds(200);

    private readonly string _member;
    private readonly string _board;
    private readonly TimeProvider _time;
    private readonly LogEntry[] _ring;
    private readonly LongPoll<GetLog> _followers = new(MaxFollowers);
    private readonly long _first;
    private long _last;

    public LogKeeper(string member, string board, int kept, TimeProvider time)
    {
        _member = member;
        _board = board;
        _time = time;
        _ring = new LogEntry[kept];
        // Another life of this member counts on above this one: whoever knows lines of that gets all of this.
        _last = _first = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        Receive<LogEvent>(Keep);
        Receive<GetLog>(OnGetLog);
        Receive<ServeFollowers>(_ => Serve());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="member">The member's address.</param>
    /// <param name="board">Its board; empty: it has none.</param>
    /// <param name="kept">Lines that are kept.</param>
    public static Props Props(string member, string board, int kept, TimeProvider time) => Akka.Actor.Props.Create(() => new LogKeeper(member, board, kept, time));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Keep(LogEvent log)
    {
        var text = log.Cause is { } cause ? $"{log.Message}{Environment.NewLine}{cause}" : $"{log.Message}";
        var level = log.LogLevel() switch
        {
            LogLevel.DebugLevel => "Debug",
            LogLevel.InfoLevel => "Info",
            LogLevel.WarningLevel => "Warning",
            _ => "Error",
        };
        var at = new DateTimeOffset(DateTime.SpecifyKind(log.Timestamp, DateTimeKind.Utc));
        _ring[(int)(++_last % _ring.Length)] = new LogEntry(at, _member, _board, level, log.LogSource, text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - 3), "..."))
        {
            Job = JobIdText.Find(text) ?? JobIdText.Find(log.LogSource),
        };
    }

    private void OnGetLog(GetLog message)
    {
        var page = PageFor(message);
        if (!page.Entries.IsEmpty || message.Wait == TimeSpan.Zero)
        {
            Sender.Tell(page);
            return;
        }

        if (_followers.IsEmpty) Timers.StartPeriodicTimer(nameof(ServeFollowers), ServeFollowers.Instance, ServeInterval);
        // What was looked at and is not wanted is not looked at again.
        _followers.Add(Sender, message with { After = page.Last }, _time.GetUtcNow() + (message.Wait < LongestWait ? message.Wait : LongestWait), PageFor);
    }

    private void Serve()
    {
        _followers.Serve(_time.GetUtcNow(), question => !PageFor(question).Entries.IsEmpty, PageFor);
        if (_followers.IsEmpty) Timers.Cancel(nameof(ServeFollowers));
    }

    // A number above the last is of another life of this member, whose clock was ahead.
    private LogPage PageFor(GetLog question)
    {
        var page = ImmutableArray.CreateBuilder<LogEntry>();
        var oldest = Math.Max(_first + 1, _last - _ring.Length + 1);
        var (bytes, looked) = (0, question.After > _last ? oldest - 1 : Math.Max(question.After, oldest - 1));
        while (looked < _last && bytes < MaxPageBytes)
        {
            var entry = _ring[(int)(++looked % _ring.Length)];
            if (question.Job is { } job && entry.Job != job) continue;
            bytes += 200 + 3 * (entry.Message.Length + entry.Source.Length);
            page.Add(entry);
        }

        return new LogPage(page.ToImmutable(), looked);
    }

    private sealed record ServeFollowers : INoSerializationVerificationNeeded
    {
        public static readonly ServeFollowers Instance = new();
    }
}
