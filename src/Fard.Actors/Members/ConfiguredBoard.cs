using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.Boards;
using Fard.Actors.Devices;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;

namespace Fard.Actors.Members;

/// <summary>Makes a board as <c>fard.board</c> in the configuration describes it.</summary>
internal static class ConfiguredBoard
{
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static BoardSetup Create(string name, Config config)
    {
        var type = MemberSettings.Text(config, "fard.board.type");
        var board = BoardCatalog.TryFind(type)
            ?? throw new FardConfigurationException($"fard.board.type is '{type}'; known boards are {string.Join(", ", BoardCatalog.All.Select(known => known.Name))}.");
        var create = ConfiguredAccelerator.Read(config, board);
        var fpgas = MemberSettings.Count(config, "fard.board.fpgas", 1, 64);
        var accelerators = Enumerable.Range(0, fpgas).Select(_ => create());
        return new BoardSetup(
            name,
            board.Name,
            [.. accelerators],
            new FolderBitstreams(new BitstreamStore(Folders(config))),
            MemberSettings.Time(config, "fard.board.registration-retry"));
    }

    private static IEnumerable<string> Folders(Config config)
    {
        var origin = config.GetString("fard.base-directory", "") is { Length: > 0 } directory ? directory : Environment.CurrentDirectory;
        var folders = config.GetStringList("fard.board.bitstreams");
        if (folders.Count == 0) throw new FardConfigurationException("fard.board.bitstreams is empty; it lists the folders with bitstream packages.");
        return folders.Select(folder => Path.GetFullPath(folder, origin));
    }

    private sealed class FolderBitstreams(BitstreamStore store) : IBitstreamSource
    {
        public ImmutableArray<string> Names => store.Names;

        public BitstreamPackage Load(string reference, string board) => store.Load(reference, board);
    }
}
