using System.CommandLine;
using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Actors.Packages;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Hardware.Bitstreams;

namespace Fard.Cli.Commands;

/// <summary><c>fard bitstream push</c>: a package to the heads of a running cluster, which supply the boards that lack it.</summary>
internal static class BitstreamPushCommand
{
    public static Command Create(Terminal terminal, Option<DirectoryInfo> root)
    {
        var name = new Argument<string>("name") { Description = "The package, without layers." };
        var config = new Option<FileInfo>("--config")
        {
            Description = "The client's HOCON file; FARD_SEED=host:port names another cluster than the one on this machine.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "client.conf")),
            HelpName = "FILE",
        };
        var json = CommonOptions.Json();
        var command = new Command("push", "Gives a package to the heads of a running cluster; boards that lack it fetch it from them.") { name, root, config, json };
        command.SetAction((parse, cancellationToken) => RunAsync(
            terminal,
            new BitstreamStore(parse.GetRequiredValue(root).FullName),
            parse.GetRequiredValue(name),
            MemberConfiguration.Load(parse.GetRequiredValue(config).FullName),
            parse.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, BitstreamStore store, string name, Config config, bool json, CancellationToken cancellationToken)
    {
        // What is wrong with the package is said before a cluster is looked for.
        store.Load(name);
        var member = await FardMember.StartAsync(config, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            var pushed = await member.Contents.PublishPackageAsync(store, name, cancellationToken).ConfigureAwait(false);
            var report = new PushReport(pushed.Name, pushed.ManifestHash, pushed.Board, pushed.Files.Length, pushed.Files.Sum(file => file.Content.Length));
            if (json)
                JsonOutput.Write(terminal.RawOutput, report);
            else
                terminal.RawOutput.WriteLine($"pushed {report.Name} for {report.Board}: {report.Files} files, {report.Bytes} bytes, manifest {report.Manifest}");
            return ExitCodes.Success;
        }
    }

    private sealed record PushReport(string Name, string Manifest, string Board, int Files, long Bytes);
}
