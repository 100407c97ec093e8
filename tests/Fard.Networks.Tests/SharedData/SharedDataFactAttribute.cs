namespace Fard.Networks.Tests.SharedData;

/// <summary>A fact about the trained and golden data in <c>shared/data</c>; skipped where that folder is not there.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedFiles.Root is null)
            Skip = "There is no folder shared/data beside the repository.";
    }
}
