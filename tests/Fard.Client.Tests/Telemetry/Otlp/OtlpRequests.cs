namespace Fard.Client.Tests.Telemetry.Otlp;

/// <summary>A span as a collector gets it.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Instance">Its <c>service.instance.id</c>.</param>
/// <param name="Scope">Name of the activity source.</param>
/// <param name="Trace">Hexadecimal digits, as are the next two.</param>
/// <param name="Parent">Empty: it begins the trace.</param>
/// <param name="Attributes">Those whose value is a text.</param>
internal sealed record OtlpSpan(string Service, string Instance, string Scope, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A metric as a collector gets it.</summary>
/// <param name="Scope">Name of the meter.</param>
internal sealed record OtlpMetric(string Service, string Scope, string Name, string Unit);

/// <summary>Reads the requests of OTLP 1 (opentelemetry-proto, <c>trace/v1/trace.proto</c> and <c>metrics/v1/metrics.proto</c>); the numbers are those of its fields.</summary>
internal static class OtlpRequests
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<OtlpSpan> Spans(byte[] request) =>
        from resource in new WireMessage(request).All(1)
        from scope in resource.All(2)
        from span in scope.All(2)
        select new OtlpSpan(Resource(resource, "service.name"), Resource(resource, "service.instance.id"), Scope(scope), span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Attributes(span.All(9)));

    /// <summary>The metrics of an <c>ExportMetricsServiceRequest</c>.</summary>
    public static IEnumerable<OtlpMetric> Metrics(byte[] request) =>
        from resource in new WireMessage(request).All(1)
        from scope in resource.All(2)
        from metric in scope.All(2)
        select new OtlpMetric(Resource(resource, "service.name"), Scope(scope), metric.Text(1), metric.Text(3));

    private static string Resource(WireMessage resource, string attribute) => Attributes(resource.All(1).Single().All(1)).GetValueOrDefault(attribute, "");

    private static string Scope(WireMessage scope) => scope.All(1).Single().Text(1);

    private static Dictionary<string, string> Attributes(IEnumerable<WireMessage> attributes) =>
        attributes.ToDictionary(attribute => attribute.Text(1), attribute => attribute.All(2).Single().Text(1));
}
