using System.Collections.Concurrent;
using Fard.Hardware.Accelerators.Pacing;

namespace Fard.Hardware.Tests.Accelerators.Pacing;

/// <summary>Writes down when it was released.</summary>
internal sealed class RecordedItem(IPacer pacer, int id, BlockingCollection<(int Id, long Time)> log) : IPacedItem
{
    public void Release() => log.Add((id, pacer.Now));
}
