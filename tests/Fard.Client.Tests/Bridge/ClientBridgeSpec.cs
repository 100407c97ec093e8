using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Client.Bridge;
using Fard.Networks.Description;

namespace Fard.Client.Tests.Bridge;

/// <summary>A bridge whose user is played here, and whose cluster as well.</summary>
public sealed class ClientBridgeSpec : IAsyncLifetime, IDisposable
{
    private const string Secret = "0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("fard-spec-").FullName;
    private readonly FakeCluster _cluster = new();
    private Socket _socket = null!;
    private ProgramReader _reader = null!;
    private ProgramWriter _writer = null!;
    private Task _serving = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var path = Path.Combine(_folder, "socket");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        _serving = Task.Run(() => ClientBridge.RunAsync(_cluster, path, Secret, default));
        _socket = await listener.AcceptAsync().WaitAsync(Patience);
        (_reader, _writer) = (new ProgramReader(_socket, 1 << 24), new ProgramWriter(_socket));
        var hello = await ReadAsync();
        (hello.Type, ProgramJson.Read(_reader.Header, ProgramJsonContext.Default.HelloHeader, hello.Type).Secret).ShouldBe((ProgramFrameType.Hello, Secret));
    }

    public async Task DisposeAsync()
    {
        _socket.Dispose();
        await _serving.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_job_gets_its_images_in_pieces_and_gives_results_as_they_arrive()
    {
        await CallAsync(new CallHeader(1, "send_job_data") { App = "two", Images = 3, Bytes = 6 });
        await SendAsync(1, [1, 2, 3, 4]);
        await SendAsync(1, [5, 6]);
        var results = new List<short>();
        CallAnswer? answer = null;
        while (answer is null)
        {
            var frame = await ReadAsync();
            if (frame.Type == ProgramFrameType.Results)
            {
                var header = ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.ResultsHeader, frame.Type);
                header.First.ShouldBe(results.Count);
                var body = await ReadBodyAsync(frame);
                body.Length.ShouldBe(2 * header.Count);
                for (var result = 0; result < header.Count; result++) results.Add(BinaryPrimitives.ReadInt16LittleEndian(body.AsSpan(2 * result)));
            }
            else
            {
                answer = ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.CallAnswer, frame.Type);
            }
        }

        (answer.Id, answer.Error).ShouldBe((1, null));
        results.ShouldBe([3, 7, 11]);
    }

    [Fact]
    public async Task A_job_that_fails_says_why_and_of_what_kind()
    {
        await CallAsync(new CallHeader(2, "send_job_data") { App = "none", Images = 1, Bytes = 1 });
        await SendAsync(2, [1]);
        var answer = await AnswerAsync();
        (answer.Id, answer.Kind).ShouldBe((2, nameof(JobFailure.UnknownApplication)));
        answer.Error.ShouldNotBeNull().ShouldContain("no application 'none'");
    }

    [Fact]
    public async Task A_job_that_is_cancelled_ends()
    {
        await CallAsync(new CallHeader(3, "send_job_data") { App = "endless", Images = 1, Bytes = 1 });
        await SendAsync(3, [1]);
        await _cluster.Started.Task.WaitAsync(Patience);
        await _writer.SendAsync(ProgramFrameType.Cancel, new CallReference(3), BridgeJsonContext.Default.CallReference, default, default);
        (await AnswerAsync()).Kind.ShouldBe(nameof(JobFailure.Cancelled));
    }

    [Fact]
    public async Task Applications_are_listed_with_what_an_image_has()
    {
        await CallAsync(new CallHeader(4, "applications"));
        var frame = await ReadAsync();
        var body = Encoding.UTF8.GetString(await ReadBodyAsync(frame));
        body.ShouldContain("\"name\":\"two\"");
        body.ShouldContain("\"pixelBytes\":3072");
    }

    [Fact]
    public async Task Applications_are_sent_restarted_and_killed()
    {
        await CallAsync(new CallHeader(5, "send_app") { Folder = "/apps/traffic" });
        (await AnswerAsync()).App.ShouldBe("traffic-1");
        await CallAsync(new CallHeader(6, "send_restart_app") { App = "traffic-1", Folder = "/apps/new" });
        (await AnswerAsync()).Error.ShouldBeNull();
        await CallAsync(new CallHeader(7, "send_set_output_collection") { App = "traffic-1", Collect = true });
        (await AnswerAsync()).Error.ShouldBeNull();
        await CallAsync(new CallHeader(8, "send_kill_app") { App = "other" });
        (await AnswerAsync()).Error.ShouldNotBeNull().ShouldContain("no instance");
        _cluster.Asked.ShouldBe(["send /apps/traffic", "restart traffic-1 /apps/new", "collect traffic-1 True", "kill other"]);
    }

    [Fact]
    public async Task Output_comes_piece_by_piece_as_it_is_asked_for_and_a_call_that_is_given_up_loses_none()
    {
        for (var piece = 1; piece <= 2; piece++)
        {
            await CallAsync(new CallHeader(10 + piece, "consume_output") { App = "traffic-1" });
            var frame = await ReadAsync();
            ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.CallAnswer, frame.Type).Peer.ShouldBe("counter-0");
            (await ReadBodyAsync(frame)).ShouldBe([(byte)piece]);
        }

        await CallAsync(new CallHeader(13, "consume_output") { App = "traffic-1" });
        await _writer.SendAsync(ProgramFrameType.Cancel, new CallReference(13), BridgeJsonContext.Default.CallReference, default, default);
        (await AnswerAsync()).Kind.ShouldBe(nameof(JobFailure.Cancelled));
        _cluster.More.SetResult();
        await CallAsync(new CallHeader(14, "consume_output") { App = "traffic-1" });
        var last = await ReadAsync();
        (await ReadBodyAsync(last)).ShouldBe([3]);
        await CallAsync(new CallHeader(15, "consume_output") { App = "traffic-1" });
        (await AnswerAsync()).Ended.ShouldBeTrue();
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_an_answer()
    {
        await CallAsync(new CallHeader(20, "format_disk"));
        (await AnswerAsync()).Error.ShouldNotBeNull().ShouldContain("no method 'format_disk'");
    }

    [Theory]
    [InlineData("images without a call", "which waits for none")]
    [InlineData("more images than said", "more than the 1 bytes")]
    [InlineData("too many bytes", "the most is 1073741824")]
    [InlineData("the same call twice", "under way already")]
    [InlineData("a frame of a program", "not for a client to send")]
    public async Task What_does_not_keep_to_the_protocol_is_refused_and_ends_the_bridge(string what, string says)
    {
        switch (what)
        {
            case "images without a call":
                await SendAsync(30, [1]);
                break;
            case "more images than said":
                await CallAsync(new CallHeader(31, "send_job_data") { Images = 1, Bytes = 1 });
                await SendAsync(31, [1, 2]);
                break;
            case "too many bytes":
                await CallAsync(new CallHeader(32, "send_job_data") { Images = 1, Bytes = (1L << 30) + 1 });
                break;
            case "the same call twice":
                await CallAsync(new CallHeader(33, "send_job_data") { Images = 1, Bytes = 1 });
                await CallAsync(new CallHeader(33, "send_job_data") { Images = 1, Bytes = 1 });
                break;
            default:
                await _writer.SendAsync(ProgramFrameType.Ready, new CallReference(1), BridgeJsonContext.Default.CallReference, default, default);
                break;
        }

        var frame = await ReadAsync();
        frame.Type.ShouldBe(ProgramFrameType.Refuse);
        ProgramJson.Read(_reader.Header, ProgramJsonContext.Default.ReasonHeader, frame.Type).Reason.ShouldContain(says);
        await Should.ThrowAsync<ProgramProtocolException>(() => _serving.WaitAsync(Patience));
    }

    [Fact]
    public async Task It_ends_when_its_user_closes_the_connection()
    {
        await CallAsync(new CallHeader(40, "send_job_data") { App = "endless", Images = 1, Bytes = 1 });
        await SendAsync(40, [1]);
        await _cluster.Started.Task.WaitAsync(Patience);
        _socket.Shutdown(SocketShutdown.Both);
        await _serving.WaitAsync(Patience);
    }

    private ValueTask CallAsync(CallHeader call) => _writer.SendAsync(ProgramFrameType.Call, call, BridgeJsonContext.Default.CallHeader, default, default);

    private ValueTask SendAsync(long id, byte[] bytes) => _writer.SendAsync(ProgramFrameType.JobData, new CallReference(id), BridgeJsonContext.Default.CallReference, bytes, default);

    private async Task<ProgramFrame> ReadAsync() => (await _reader.NextAsync(default).AsTask().WaitAsync(Patience)).ShouldNotBeNull();

    private async Task<byte[]> ReadBodyAsync(ProgramFrame frame)
    {
        var body = new byte[frame.BodyLength];
        await _reader.ReadBodyAsync(frame, body, default).AsTask().WaitAsync(Patience);
        return body;
    }

    private async Task<CallAnswer> AnswerAsync()
    {
        var frame = await ReadAsync();
        frame.Type.ShouldBe(ProgramFrameType.Answer);
        return ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.CallAnswer, frame.Type);
    }

    /// <summary>A cluster that adds up the two bytes of each image.</summary>
    private sealed class FakeCluster : IBridgeClient
    {
        public List<string> Asked { get; } = [];

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource More { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<ApplicationDescription>>(
            [new ApplicationDescription("two", "cnvW2A2", [new PositionDescription("one", new LayerRange(0, 8), "x", new BoardRequirements("pynq-z1"), 3072, 128)])]);

        public async IAsyncEnumerable<ImageResult> SendJobDataAsync(
            string application, JobData data, JobOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (application == "none") throw new FardJobException(default, JobFailure.UnknownApplication, "There is no application 'none'.");
            Started.SetResult();
            if (application == "endless") await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            for (var image = 0; image < data.ImageCount; image++)
            {
                var result = new byte[2];
                BinaryPrimitives.WriteInt16LittleEndian(result, (short)(data.Bytes.Span[2 * image] + data.Bytes.Span[2 * image + 1]));
                if (image == 1) await Task.Yield();
                yield return new ImageResult(image, result);
            }
        }

        public Task<JobData> ReadImagesAsync(string application, IReadOnlyList<string> files, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string> SendAppAsync(string folder, CancellationToken cancellationToken) => AskAsync($"send {folder}", "traffic-1");

        public Task KillAppAsync(string application, CancellationToken cancellationToken)
        {
            Asked.Add($"kill {application}");
            throw new InvalidOperationException($"There is no instance {application}.");
        }

        public Task RestartAppAsync(string application, string folder, CancellationToken cancellationToken) => AskAsync($"restart {application} {folder}", "");

        public Task SetOutputCollectionAsync(string application, bool collect, CancellationToken cancellationToken) => AskAsync($"collect {application} {collect}", "");

        public async IAsyncEnumerable<(string Peer, ReadOnlyMemory<byte> Data)> ConsumeOutputAsync(
            string application, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return ("counter-0", new byte[] { 1 });
            yield return ("counter-0", new byte[] { 2 });
            await More.Task.WaitAsync(cancellationToken);
            yield return ("counter-0", new byte[] { 3 });
        }

        private Task<string> AskAsync(string what, string answer)
        {
            Asked.Add(what);
            return Task.FromResult(answer);
        }
    }
}
