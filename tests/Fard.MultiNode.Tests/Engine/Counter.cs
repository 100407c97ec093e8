using System.Globalization;
using Akka.Actor;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>Takes numbers, and says how many came and whether any of them overtook another or came twice.</summary>
internal sealed class Counter : UntypedActor
{
    private int _last = -1;
    private int _count;
    private int _faults;

    protected override void OnReceive(object message)
    {
        if (message is int number)
        {
            if (number <= _last) _faults++;
            _last = number;
            _count++;
        }
        else
        {
            Sender.Tell(string.Create(CultureInfo.InvariantCulture, $"{_count} came, the last was {_last}, {_faults} in disorder"));
        }
    }
}
