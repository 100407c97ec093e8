using Akka.Remote.Delivery;
using Akka.Remote.Transport;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <content>How what is pending gets onto the wire: one flush at a time, as many messages to a write as there are.</content>
internal sealed partial class Association
{
    private List<OutboundMessage>? _spare = [];
    private bool _flushing;

    /// <summary>Runs one flush: turns what is pending into frames and writes them, until nothing is pending.</summary>
    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        while (true)
        {
            List<OutboundMessage> batch;
            OutboundConnection? connection;
            var goodbye = false;
            lock (_lock)
            {
                connection = _connection;
                if (connection is null || _writing || (_pending.Count == 0 && _drained is null))
                {
                    _flushing = false;
                    return;
                }
                _writing = true;
                goodbye = _pending.Count == 0;
                batch = _pending;
                _pending = _spare ?? [];
                _spare = null;
            }
            try
            {
                if (goodbye)
                {
                    await connection.SayGoodbyeAsync(GoodbyeReason.Shutdown).ConfigureAwait(false);
                    connection.Abort(null);
                    EndFlush(connection);
                    _drained!.TrySetResult();
                    return;
                }
                await connection.WriteAsync(batch).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                connection.Abort(e);
                EndFlush(connection);
                return;
            }
            batch.Clear();
            lock (_lock)
            {
                _writing = false;
                _spare = batch;
            }
        }
    }

    /// <summary>A flush of a connection that is gone ends; another connection may have been opened meanwhile.</summary>
    private void EndFlush(OutboundConnection ended)
    {
        lock (_lock)
        {
            _flushing = _writing = false;
            if (!ReferenceEquals(_connection, ended)) ScheduleFlush();
        }
    }

    private void ScheduleFlush()
    {
        if (_flushing || _connection is null) return;
        _flushing = true;
        // On this worker's own queue: it runs when the sending actor gives up its thread, so that what the actor sends meanwhile shares one write.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }
}
