using System.Net.Sockets;

namespace Fard.Actors.DataPlane;

/// <summary>Opens data connections to other members.</summary>
public static class ChunkDialer
{
    /// <summary>Connects to <paramref name="endpoint"/> and says <paramref name="hello"/>.</summary>
    /// <exception cref="DataPlaneException">No connection within <see cref="DataPlaneSettings.ConnectTimeout"/>.</exception>
    public static async Task<DataConnection> DialAsync(DataEndpoint endpoint, Hello hello, DataPlaneSettings settings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.ConnectTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, limit.Token);
            var connection = new DataConnection(socket, settings);
            await connection.WriteHelloAsync(hello, limit.Token);
            return connection;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new DataPlaneException(DataPlaneError.ConnectFailed, $"{endpoint} did not accept a data connection for {hello.Subject} within {settings.ConnectTimeout.TotalSeconds:0.###} s.");
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (exception is not SocketException) throw;
            throw new DataPlaneException(DataPlaneError.ConnectFailed, $"No data connection to {endpoint} for {hello.Subject}: {exception.Message}", innerException: exception);
        }
    }
}
