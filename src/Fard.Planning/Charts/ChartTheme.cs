namespace Fard.Planning.Charts;

/// <summary>The colours of a chart.</summary>
public enum ChartTheme
{
    /// <summary>Light, and dark where the reader's system asks for it (<c>prefers-color-scheme</c>).</summary>
    Automatic,

    /// <summary>Light only, for print.</summary>
    Light,

    /// <summary>Dark only.</summary>
    Dark,
}
