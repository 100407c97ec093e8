namespace Fard.Networks.Simd.Stages;

/// <summary>One step of an executor's plan: it reads one map and writes the next, for a group of images.</summary>
internal abstract unsafe class Stage
{
    /// <param name="input">The group's packed input stream, which the first stages read.</param>
    /// <param name="output">Room for the group's packed output stream, which the last stages write.</param>
    /// <param name="images">Images of the group.</param>
    public abstract void Run(byte* input, byte* output, int images);
}
