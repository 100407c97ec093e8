using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>The Unix socket that one program connects to: in a folder that only this user can enter, for one connection with the right secret.</summary>
internal sealed class ProgramSocket : IDisposable
{
    // struct sockaddr_un has 108 bytes for the path, with a zero at its end.
    private const int LongestPath = 107;

    private readonly string _folder;
    private readonly Socket _listener;

    /// <param name="parent">Where the folder is made.</param>
    /// <exception cref="ProgramException">The path is too long, or the folder cannot be made.</exception>
    public ProgramSocket(string parent)
    {
        if (OperatingSystem.IsWindows()) throw new ProgramException("User programs need Linux: their sockets and limits are not those of Windows.");
        _folder = Path.Combine(parent, $"fard-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        FilePath = Path.Combine(_folder, "socket");
        if (Encoding.UTF8.GetByteCount(FilePath) > LongestPath)
            throw new ProgramException($"The socket's path {FilePath} is longer than {LongestPath} bytes. Set fard.board.programs.socket-folder to a shorter one.");
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            _listener.Bind(new UnixDomainSocketEndPoint(FilePath));
            _listener.Listen(1);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException)
        {
            Dispose();
            throw new ProgramException($"No socket for the program can be made in {parent}: {failure.Message} Set fard.board.programs.socket-folder to a folder that can be written.", failure);
        }
    }

    /// <summary>Path of the socket.</summary>
    public string FilePath { get; }

    /// <summary>What the program has to say in its hello.</summary>
    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a hello's secret is this one, in a time that does not tell how much of it is right.</summary>
    public bool IsSecret(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret));

    /// <summary>Waits for the program's connection.</summary>
    public ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken) => _listener.AcceptAsync(cancellationToken);

    public void Dispose()
    {
        _listener.Dispose();
        try
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A folder in the temporary folder that stays behind harms nobody.
        }
    }
}
