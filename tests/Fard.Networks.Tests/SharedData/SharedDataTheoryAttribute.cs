namespace Fard.Networks.Tests.SharedData;

/// <summary>A theory about the trained and golden data in <c>shared/data</c>; skipped where that folder is not there.</summary>
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedFiles.Root is null)
            Skip = "There is no folder shared/data beside the repository.";
    }
}
