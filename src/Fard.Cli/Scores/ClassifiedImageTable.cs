using System.Globalization;
using Spectre.Console;

namespace Fard.Cli.Scores;

/// <summary>The table of images, their expected and computed classes and scores.</summary>
internal static class ClassifiedImageTable
{
    public static Table Create(IEnumerable<ClassifiedImage> images)
    {
        var table = new Table().Border(TableBorder.Minimal)
            .AddColumn("file").AddColumn("expected").AddColumn("class").AddColumn(new TableColumn("score").RightAligned()).AddColumn(string.Empty);
        foreach (var image in images)
        {
            var verdict = image.Expected is null ? string.Empty : image.Expected == image.Class ? "[green]right[/]" : "[red]wrong[/]";
            table.AddRow(
                new Text(image.File),
                new Text(image.Expected ?? "-"),
                new Text(image.Class),
                new Text(image.Score?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                new Markup(verdict));
        }

        return table;
    }
}
