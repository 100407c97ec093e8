using System.Net;
using System.Net.Sockets;
using System.Text;
using Fard.Actors.Members;
using Fard.Actors.Telemetry.Prometheus;

namespace Fard.Actors.Tests.Telemetry;

public sealed class MetricsListenerSpec : IAsyncLifetime
{
    private readonly MetricsListener _listener = MetricsListener.Start("127.0.0.1", 0, new MetricsCollector(MetricsCollector.MemberMeters), TimeProvider.System);

    [Fact]
    public async Task Metrics_are_answered_in_Prometheus_format()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{_listener.Endpoint}/metrics"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(MetricsCollector.ContentType);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("# TYPE fard_link_io_bytes_total counter\n");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 ")]
    [InlineData("GET /metrics?x=1 HTTP/1.0\r\n\r\n", "HTTP/1.1 200 ")]
    [InlineData("HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 ")]
    [InlineData("POST /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 405 ")]
    [InlineData("GET /metrics HTTP/2\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("hello\r\n\r\n", "HTTP/1.1 400 ")]
    public async Task Other_requests_are_told_what_is_wrong(string request, string expected) => (await AskAsync(Encoding.Latin1.GetBytes(request))).ShouldStartWith(expected);

    [Fact]
    public async Task A_head_that_does_not_end_is_refused() =>
        (await AskAsync(Encoding.Latin1.GetBytes("GET /metrics HTTP/1.1\r\nX: " + new string('x', 8 * 1024 - 30)))).ShouldStartWith("HTTP/1.1 400 ");

    [Fact]
    public async Task Clients_that_say_nothing_leave_room_for_others()
    {
        var silent = new List<TcpClient>();
        for (var i = 0; i < 10; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(_listener.Endpoint);
            silent.Add(client);
        }

        (await AskAsync("GET /metrics HTTP/1.1\r\n\r\n"u8.ToArray())).ShouldStartWith("HTTP/1.1 200 ");
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public void An_address_that_is_taken_is_named()
    {
        var port = _listener.Endpoint.Port;

        var exception = Should.Throw<FardConfigurationException>(() => MetricsListener.Start("127.0.0.1", port, new MetricsCollector(), TimeProvider.System));

        exception.Message.ShouldContain($"127.0.0.1:{port}");
        exception.Message.ShouldContain("fard.telemetry.prometheus");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _listener.DisposeAsync();

    private async Task<string> AskAsync(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_listener.Endpoint);
        var stream = client.GetStream();
        await stream.WriteAsync(request);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
