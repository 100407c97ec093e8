using System.Text.Json.Nodes;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Tests.Bitstreams;

/// <summary>A folder of packages with made-up parameters; goes away with the test.</summary>
internal sealed class PackageRoot : IDisposable
{
    public const string Name = "small";

    /// <summary>CnvW2A2 with one processing element a layer: few parameter files.</summary>
    public static readonly NetworkDescription Network = NetworkCatalog.CnvW2A2 with
    {
        Layers = [.. NetworkCatalog.CnvW2A2.Layers.Select(layer => layer with { Pe = 1 })],
    };

    private static readonly Lazy<NetworkParameters> Parameters = new(() => RandomParameters.Of(Network, new Random(1)));

    public PackageRoot()
    {
        ParameterFolder.Save(Parameters.Value, Path.Combine(PackageFolder, "parameters"));
        Packed = BitstreamPacker.Pack(Content);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("fard-packages-").FullName;

    public string PackageFolder => Path.Combine(Root, Name);

    public BitstreamPackage Packed { get; }

    public BitstreamStore Store => new(Root);

    public BitstreamContent Content => new(PackageFolder, Network, null, "pynq-z1", 100_000_000, "Random numbers.");

    /// <summary>Changes the manifest, loads the package, and gives the message of the error that has to come.</summary>
    public string ErrorAfter(Action<JsonObject> edit)
    {
        var path = Path.Combine(PackageFolder, BitstreamManifest.FileName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
        return Error(Name);
    }

    public string Error(string reference, string? board = null) => Should.Throw<BitstreamPackageException>(() => Store.Load(reference, board)).Message;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
