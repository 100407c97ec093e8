namespace Akka.Remote;

/// <summary>One failure detector per resource, created with the resource's first heart beat.</summary>
public interface IFailureDetectorRegistry<T>
{
    /// <summary>Whether the resource is up; a resource that never sent a heart beat counts as up.</summary>
    bool IsAvailable(T resource);

    bool IsMonitoring(T resource);

    void Heartbeat(T resource);

    void Remove(T resource);

    void Reset();
}
