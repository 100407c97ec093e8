namespace Fard.Planning.Timing;

/// <summary>What a chunk does at a position of a modelled pipeline; times since the client sent the first image.</summary>
/// <param name="Position">The position.</param>
/// <param name="Replica">Which of its boards, from 0.</param>
/// <param name="FirstImage">The chunk's first image.</param>
/// <param name="Images">Its images.</param>
/// <param name="Arrived">All of it is on the board.</param>
/// <param name="Entered">Its first image enters the kernel.</param>
/// <param name="KernelFree">The kernel could take the image after its last.</param>
/// <param name="Left">Its last result is there.</param>
public sealed record ScheduledChunk(
    int Position, int Replica, int FirstImage, int Images, TimeSpan Arrived, TimeSpan Entered, TimeSpan KernelFree, TimeSpan Left);
