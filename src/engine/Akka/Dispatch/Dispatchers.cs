using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system by id. An id is the configuration path of the dispatcher's section.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ActorSystem _system;
    private MessageDispatcher? _default;

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        Prerequisites = prerequisites;
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public Config DefaultDispatcherConfig => IdConfig(DefaultDispatcherId).WithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));

    public MessageDispatcher DefaultGlobalDispatcher => _default ??= Lookup(DefaultDispatcherId);

    /// <exception cref="ConfigurationException">No section of that path describes a dispatcher.</exception>
    public MessageDispatcher Lookup(string dispatcherName) =>
        string.IsNullOrEmpty(dispatcherName) || dispatcherName == Deploy.NoDispatcherGiven
            ? DefaultGlobalDispatcher
            : _configurators.GetOrAdd(dispatcherName, Configure).Dispatcher();

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <returns>Whether the id was free.</returns>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    private static Config IdConfig(string id) => ConfigurationFactory.ParseString($"id = \"{id}\"");

    private MessageDispatcherConfigurator Configure(string id)
    {
        if (id != DefaultDispatcherId && !_system.Settings.Config.HasPath(id))
            throw new ConfigurationException($"Dispatcher {id} not configured for path {id}");
        var config = IdConfig(id).SafeWithFallback(_system.Settings.Config.GetConfig(id)).SafeWithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));
        var type = config.GetString("type", "Dispatcher")!;
        return type switch
        {
            "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" or "PinnedDispatcher" => new ThreadPoolDispatcherConfigurator(config, Prerequisites),
            _ => Activation.Create<MessageDispatcherConfigurator>(type, $"{id}.type", config, Prerequisites),
        };
    }
}
