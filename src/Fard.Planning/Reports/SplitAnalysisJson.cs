using System.Text.Json;
using Fard.Planning.Analysis;
using Fard.Planning.Resources;

namespace Fard.Planning.Reports;

/// <summary>A split analysis as JSON: shares are of the board (1 is all of it), times in seconds.</summary>
public static class SplitAnalysisJson
{
    public static string Write(SplitAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("network", analysis.Network);
            json.WriteString("board", analysis.Board.Name);
            json.WriteBoolean("modelled", true);
            json.WriteNumber("linkBytesPerSecond", analysis.Options.LinkBytesPerSecond);
            json.WriteNumber("images", analysis.Options.Images);
            json.WriteNull("power");
            WriteHalf(json, "whole", analysis.Whole);
            json.WriteStartArray("splits");
            foreach (var point in analysis.Points)
                WritePoint(json, point);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WritePoint(Utf8JsonWriter json, SplitPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("afterLayer", point.AfterLayer);
        json.WriteNumber("bytesPerImage", point.BytesPerImage);
        json.WriteNumber("imagesPerSecond", point.ImagesPerSecond);
        json.WriteNumber("latencySeconds", point.LatencyOfOne.TotalSeconds);
        json.WriteNumber("linkSecondsPerImage", point.Link.TransferTime.TotalSeconds);
        json.WriteNumber("firstBusy", Math.Round(point.Link.FirstBusy, 6));
        json.WriteNumber("secondBusy", Math.Round(point.Link.SecondBusy, 6));
        json.WriteNumber("linkBusy", Math.Round(point.Link.LinkBusy, 6));
        json.WriteNumber("responseSeconds", point.Link.Response.TotalSeconds);
        WriteHalf(json, "first", point.First);
        WriteHalf(json, "second", point.Second);
        if (point.Comparison is { } comparison)
        {
            json.WriteStartObject("tableI");
            WriteVector(json, "published", comparison.Published);
            WriteVector(json, "modelled", comparison.Modelled);
            json.WriteStartObject("errorPoints");
            foreach (var (kind, points) in comparison.Errors)
                json.WriteNumber(kind.Label().ToLowerInvariant(), Math.Round(points, 3));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteHalf(Utf8JsonWriter json, string name, SplitHalf half)
    {
        json.WriteStartObject(name);
        json.WriteNumber("firstLayer", half.Layers.First);
        json.WriteNumber("lastLayer", half.Layers.Last);
        json.WriteBoolean("fits", half.Fits);
        json.WriteNumber("intervalSeconds", half.Interval.TotalSeconds);
        json.WriteNumber("latencySeconds", half.Latency.TotalSeconds);
        WriteVector(json, "used", half.Used);
        WriteVector(json, "utilisation", half.Utilisation);
        json.WriteEndObject();
    }

    private static void WriteVector(Utf8JsonWriter json, string name, ResourceVector vector)
    {
        json.WriteStartObject(name);
        foreach (var (kind, amount) in vector.Amounts())
            json.WriteNumber(kind.Label().ToLowerInvariant(), Math.Round(amount, 6));
        json.WriteEndObject();
    }
}
