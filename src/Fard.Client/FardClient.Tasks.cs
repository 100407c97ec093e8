using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fard.Actors.Applications;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;

namespace Fard.Client;

/// <summary>Applications of tasks: sent, watched, restarted and killed by the id of their instance.</summary>
public sealed partial class FardClient
{
    private static readonly TimeSpan LaunchPatience = TimeSpan.FromMinutes(3);

    /// <summary>Puts the files of applications where boards get them.</summary>
    internal IApplicationUpload Upload { get; set; } = new NoUpload();

    /// <summary>Sends an application and runs an instance of it. Returns when every task is ready, or at once where that is not waited for.</summary>
    /// <param name="folder">The application's folder, with <c>config.yaml</c> or <c>application.conf</c> and its programs.</param>
    /// <param name="waitUntilReady">Whether to wait until every replica of every task is ready.</param>
    /// <returns>The id of the instance: for every other call about it, and for <c>SendJobDataAsync</c> if it has a pipeline.</returns>
    /// <exception cref="ApplicationPackageException">The folder is no application; the message names the place.</exception>
    /// <exception cref="FardApplicationException">It cannot be run: there are too few boards for all of its tasks, or one does not get ready. Nothing is left of it then.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task<string> SendAppAsync(string folder, bool waitUntilReady = true, CancellationToken cancellationToken = default)
    {
        var application = ApplicationFolder.Read(folder, _findNetwork);
        var content = await Upload.PutAsync(application, cancellationToken);
        var id = ApplicationRecord.NewId(application.Manifest.Name);
        try
        {
            await RequestAsync<ApplicationSent>(new SendApplication(id, content, application.File, application.Text), _settings.AnswerTimeout, cancellationToken);
            if (waitUntilReady) await WaitUntilReadyAsync(id, cancellationToken);
            return id;
        }
        catch
        {
            // Whatever is left of it, and whatever the node manager still does about it.
            _nodeManager.Tell(new KillApplication(id), Akka.Actor.ActorRefs.NoSender);
            throw;
        }
    }

    /// <summary>Stops every task of an instance, by force where one does not stop, and returns when none runs any more.</summary>
    /// <exception cref="FardApplicationException">There is no such instance.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task SendKillAppAsync(string appId, CancellationToken cancellationToken = default) =>
        await RequestAsync<ApplicationKilled>(new KillApplication(Checked(appId)), LaunchPatience, cancellationToken);

    /// <summary>Runs an instance with other files, one replica after the other, so that the others go on meanwhile. Returns when all are ready.</summary>
    /// <param name="folder">The folder with the new files; an application of the same name.</param>
    /// <exception cref="ApplicationPackageException">The folder is no application; the message names the place.</exception>
    /// <exception cref="FardApplicationException">There is no such instance, or a replica is not ready with the new files: those after it run as before.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task SendRestartAppAsync(string appId, string folder, CancellationToken cancellationToken = default)
    {
        var application = ApplicationFolder.Read(folder, _findNetwork);
        var content = await Upload.PutAsync(application, cancellationToken);
        await RequestAsync<ApplicationRestarted>(
            new RestartApplication(Checked(appId), $"{Guid.NewGuid():N}", content, application.File, application.Text), TimeSpan.FromHours(1), cancellationToken);
    }

    /// <summary>Has an instance's output collected from now on, or dropped.</summary>
    /// <exception cref="FardApplicationException">There is no such instance.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task SetOutputCollectionAsync(string appId, bool collect, CancellationToken cancellationToken = default) =>
        await RequestAsync<OutputCollectionSet>(new SetOutputCollection(Checked(appId), collect), _settings.AnswerTimeout, cancellationToken);

    /// <summary>The instances of applications that run.</summary>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task<ImmutableArray<ApplicationSummary>> ListAppsAsync(CancellationToken cancellationToken = default) =>
        (await RequestAsync<TaskList>(new GetTasks(""), _settings.AnswerTimeout, cancellationToken)).Applications;

    /// <summary>The replicas of an instance's tasks.</summary>
    /// <exception cref="FardApplicationException">There is no such instance.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task<ImmutableArray<ReplicaStatus>> ListTasksAsync(string appId, CancellationToken cancellationToken = default) =>
        (await RequestAsync<TaskList>(new GetTasks(Checked(appId)), _settings.AnswerTimeout, cancellationToken)).Tasks;

    /// <summary>
    /// Gives an instance's output as it comes, each replica's in its order, until cancelled or until the instance is killed. A piece stays on its board until
    /// whoever enumerates asks for the one after it, so tasks wait for a slow consumer. One consumer at a time: a later one takes over.
    /// </summary>
    /// <exception cref="FardApplicationException">There is no such instance.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async IAsyncEnumerable<OutputItem> ConsumeOutputAsync(string appId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var consumer = new OutputConsumer(Checked(appId), token => RequestAsync<ApplicationPeers>(new GetPeers(appId), _settings.AnswerTimeout, token));
        await using (consumer)
        {
            await consumer.StartAsync(cancellationToken);
            await foreach (var batch in consumer.Batches.ReadAllAsync(cancellationToken))
            {
                foreach (var item in batch.Items) yield return new OutputItem(batch.Peer, item);
                batch.Consumed.SetResult();
            }
        }
    }

    private async Task WaitUntilReadyAsync(string id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LaunchPatience);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        ImmutableArray<ReplicaStatus> tasks = [];
        try
        {
            while (true)
            {
                tasks = await ListTasksAsync(id, limit.Token);
                if (tasks.FirstOrDefault(task => task.State == TaskState.Failed) is { } failed)
                    throw new FardApplicationException($"{failed.Peer} of {id} failed on board {failed.Board}: {failed.Reason}");
                if (tasks.All(task => task.State is TaskState.Ready or TaskState.Ended)) return;
                await Task.Delay(_settings.ReadyPoll, TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var late = tasks.Where(task => task.State is not (TaskState.Ready or TaskState.Ended)).Select(task => $"{task.Peer} is {task.State}{(task.Reason.Length > 0 ? $" ({task.Reason})" : "")}");
            throw new FardApplicationException($"{id} was not ready within {LaunchPatience.TotalSeconds:0} s: {string.Join("; ", late)}.", exception);
        }
    }

    private async Task<T> RequestAsync<T>(object request, TimeSpan timeout, CancellationToken cancellationToken)
        where T : class => await AskAsync<object>(request, timeout, cancellationToken) switch
        {
            T answer => answer,
            TasksRefused refused => throw new FardApplicationException(refused.Reason),
            var other => throw new FardApplicationException($"The node manager answered with a {other.GetType().Name}; do all members run the same release?"),
        };

    private static string Checked(string appId) => appId is not null && ApplicationRecord.IsId(appId)
        ? appId
        : throw new FardApplicationException($"'{appId}' is no id of an instance; SendAppAsync gives one.");

    private sealed class NoUpload : IApplicationUpload
    {
        public Task<string> PutAsync(ApplicationFolder application, CancellationToken cancellationToken) =>
            throw new FardApplicationException("This client cannot send files of applications: it is no member of a cluster.");
    }
}

/// <summary>One piece of output.</summary>
/// <param name="Peer">The replica that put it out.</param>
/// <param name="Data">What it put out.</param>
public sealed record OutputItem(string Peer, ReadOnlyMemory<byte> Data);
