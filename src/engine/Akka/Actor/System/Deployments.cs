using Akka.Configuration;

namespace Akka.Actor.Internal;

/// <summary>What akka.actor.deployment says about the actors at given paths: dispatcher, mailbox, size of the stash. A '*' stands for one name.</summary>
internal sealed class Deployments
{
    private readonly List<(string[] Pattern, Deploy Deploy)> _deployments = [];

    public Deployments(Config config)
    {
        if (!config.HasPath("akka.actor.deployment"))
            return;
        foreach (var (key, value) in config.GetConfig("akka.actor.deployment").AsEnumerable())
        {
            var path = key.Trim('"');
            if (path == "default" || !value.IsObject())
                continue;
            var section = value.ToConfig();
            var deploy = new Deploy(path, Deploy.NoScopeGiven)
                .WithDispatcher(section.GetString("dispatcher", "") ?? "")
                .WithMailbox(section.GetString("mailbox", "") ?? "")
                .WithStashCapacity(section.GetInt("stash-capacity", Deploy.NoStashSize));
            _deployments.Add((path.Split('/', StringSplitOptions.RemoveEmptyEntries), deploy));
        }
    }

    public Deploy? Lookup(ActorPath path)
    {
        if (_deployments.Count == 0 || path.Elements[0] != "user")
            return null;
        foreach (var (pattern, deploy) in _deployments)
        {
            if (pattern.Length == path.Depth - 1 && pattern.Select((name, i) => name == "*" || name == path.Elements[i + 1]).All(fits => fits))
                return deploy;
        }

        return null;
    }
}
