using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Networks.Description;

namespace Fard.Client.Bridge;

/// <summary>The calls that a bridge knows.</summary>
internal sealed class BridgeCalls(IBridgeClient client, BridgedOutput output)
{
    /// <summary>The method whose images follow the call.</summary>
    public const string SendJobData = "send_job_data";

    /// <summary>Does what a call asks for.</summary>
    /// <exception cref="ProgramProtocolException">There is no such method.</exception>
    public async Task<(CallAnswer Answer, ReadOnlyMemory<byte> Body)> RunAsync(CallHeader call, CancellationToken cancellationToken)
    {
        var done = new CallAnswer(call.Id);
        switch (call.Method)
        {
            case "applications":
                var applications = await client.ListApplicationsAsync(cancellationToken).ConfigureAwait(false);
                ImmutableArray<ApplicationEntry> entries =
                    [.. applications.Select(known => new ApplicationEntry(known.Name, known.Network, known.InputBytesPerImage, known.Positions[^1].OutputBytesPerImage, known.MaxImages, PixelBytes(known)))];
                return (done, ProgramJson.Write(entries, BridgeJsonContext.Default.ImmutableArrayApplicationEntry));
            case "send_app":
                return (done with { App = await client.SendAppAsync(call.Folder, cancellationToken).ConfigureAwait(false) }, default);
            case "send_kill_app":
                await client.KillAppAsync(call.App, cancellationToken).ConfigureAwait(false);
                return (done, default);
            case "send_restart_app":
                await client.RestartAppAsync(call.App, call.Folder, cancellationToken).ConfigureAwait(false);
                return (done, default);
            case "send_set_output_collection":
                await client.SetOutputCollectionAsync(call.App, call.Collect, cancellationToken).ConfigureAwait(false);
                return (done, default);
            case "consume_output":
                return await output.NextAsync(call.App, cancellationToken).ConfigureAwait(false) is { } piece
                    ? (done with { Peer = piece.Peer }, piece.Data)
                    : (done with { Ended = true }, default);
            default:
                throw new ProgramProtocolException($"There is no method '{call.Method}'.");
        }
    }

    private static int PixelBytes(ApplicationDescription application) => NetworkCatalog.TryFind(application.Network)?.Image?.ByteCount ?? 0;
}
