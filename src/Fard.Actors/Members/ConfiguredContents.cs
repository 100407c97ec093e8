using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Members;

/// <summary>A member's part in the content service, as <c>fard.content</c> in the configuration says.</summary>
internal sealed class ConfiguredContents(Config config, DataPlaneSettings dataPlane, TimeProvider time, Address member)
{
    private readonly ContentSettings _settings = MemberSettings.ReadContent(config);
    private readonly string _folder = FolderOf(config, member);

    /// <summary>What every member has.</summary>
    public MemberContents ForMember(ActorSystem system) => new(system, _folder, dataPlane, _settings, time);

    /// <summary>Starts what a head has: its store, its keeper, and the service on its listener.</summary>
    /// <param name="kinds">The kinds of listing that it keeps.</param>
    /// <param name="log">Gets a sentence for every connection that failed.</param>
    /// <returns>What has to be disposed when the member stops.</returns>
    public IAsyncDisposable ServeHead(ActorSystem system, ChunkListener listener, ImmutableArray<IContentKind> kinds, Action<string> log)
    {
        var store = new ContentStore(Path.Combine(_folder, "store"), _settings.MaxBytes, time);
        listener.Serve(new ContentServer([store, .. kinds.OfType<IContentSource>()], store, _settings, time, log));
        var work = Path.Combine(_folder, "work");
        var fetcher = new ContentFetcher(new ClusterHeads(system, withSelf: false), work, dataPlane, _settings, time);
        system.ActorOf(ContentKeeper.Props(new HeadContents(store, fetcher, work, kinds), listener.Endpoint), ContentKeeper.Name);
        return fetcher;
    }

    private static string FolderOf(Config config, Address member)
    {
        if (MemberSettings.Text(config, "fard.content.folder") is { Length: > 0 } folder)
        {
            var origin = config.GetString("fard.base-directory", "") is { Length: > 0 } directory ? directory : Environment.CurrentDirectory;
            return Path.GetFullPath(folder, origin);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } home ? home : Path.GetTempPath();
        return Path.Combine(data, "fard", "contents", $"{member.Host}-{member.Port}".Replace(':', '_'));
    }
}
