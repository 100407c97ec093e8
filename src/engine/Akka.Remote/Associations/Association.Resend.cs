using Akka.Remote.Delivery;

namespace Akka.Remote.Associations;

/// <content>System messages whose acknowledgement does not come, on a connection that stands: what loses them loses single frames.</content>
internal sealed partial class Association
{
    private const int ResendLimit = 200;

    private bool _resendScheduled;
    private long _oldestSeen;

    private void ScheduleResend()
    {
        if (_resendScheduled || _stopped || _outbox.Count == 0) return;
        _resendScheduled = true;
        _remoting.Later(_remoting.Settings.SysResendTimeout, Resend);
    }

    private void Resend()
    {
        lock (_lock)
        {
            _resendScheduled = false;
            if (_stopped || _connection is null || _outbox.Count == 0) return;
            var oldest = _outbox.Pending.First().Number;
            if (oldest == _oldestSeen)
            {
                foreach (var (number, (message, recipient)) in _outbox.Pending.Take(ResendLimit)) _pending.Add(new OutboundMessage(message, null, recipient, number));
                ScheduleFlush();
            }
            _oldestSeen = oldest;
            ScheduleResend();
        }
    }
}
