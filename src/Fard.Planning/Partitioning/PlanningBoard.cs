using Fard.Hardware.Boards;

namespace Fard.Planning.Partitioning;

/// <summary>A board that a plan may use.</summary>
/// <param name="Name">Its name in the plan, such as the member's address.</param>
/// <param name="Board">What it offers.</param>
/// <param name="LinkBytesPerSecond">Rate of its link, in each direction; infinite where links take no time.</param>
/// <param name="LinkLatency">From the last byte's departure to its arrival at this board.</param>
public sealed record PlanningBoard(string Name, BoardDescription Board, double LinkBytesPerSecond = PlanningBoard.GigabitEthernet, TimeSpan LinkLatency = default)
{
    /// <summary>Bytes per second of gigabit Ethernet, the link of a PYNQ-Z1.</summary>
    public const double GigabitEthernet = 125e6;
}
