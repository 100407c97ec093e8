using System.Text;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Boards;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Bitstreams.Manifests;

public class DocumentationSpec
{
    private static readonly string Text = File.ReadAllText(Find());

    [Fact]
    public void The_example_in_the_documentation_can_be_read()
    {
        var start = Text.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var example = Text[start..Text.IndexOf("```", start, StringComparison.Ordinal)];
        var manifest = ManifestJson.Read("example", Encoding.UTF8.GetBytes(example));
        (manifest.Format, manifest.Layers, manifest.Folding!.Value[0]).ShouldBe((BitstreamManifest.CurrentFormat, ManifestLayers.Any, new LayerFolding(8, 3)));
    }

    [Fact]
    public void The_documentation_names_all_boards_networks_and_kinds_of_device()
    {
        string[] names = [.. BoardCatalog.All.Select(board => board.Name), .. NetworkCatalog.All.Select(network => network.Name), .. DeviceKinds.All];
        foreach (var name in names)
            Text.ShouldContain($"`{name}`");
    }

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "docs", "bitstreams.md")))
                return Path.Combine(folder, "docs", "bitstreams.md");
        }

        throw new FileNotFoundException("docs/bitstreams.md is not above the test assembly.");
    }
}
