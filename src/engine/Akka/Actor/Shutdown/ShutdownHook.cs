using System.Runtime.InteropServices;

namespace Akka.Actor.Internal;

/// <summary>Runs the coordinated shutdown when the process is told to end.</summary>
internal static class ShutdownHook
{
    public static void Register(CoordinatedShutdown shutdown, ActorSystem system)
    {
        void OnExit(object? sender, EventArgs args) => RunAndWait(shutdown);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => RunAndWait(shutdown));
        system.RegisterOnTermination(() =>
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
            terminate.Dispose();
        });
    }

    private static void RunAndWait(CoordinatedShutdown shutdown)
    {
        var wait = shutdown.TotalTimeout + TimeSpan.FromSeconds(1);
        shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(wait);
    }
}
