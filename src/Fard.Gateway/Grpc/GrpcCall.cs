using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Grpc;

/// <summary>The headers and trailers of a call.</summary>
internal static class GrpcCall
{
    public const string ContentType = "application/grpc";
    public const string StatusTrailer = "grpc-status";
    public const string MessageTrailer = "grpc-message";
    public const string TimeoutHeader = "grpc-timeout";
    public const string PushbackTrailer = "grpc-retry-pushback-ms";

    // Beyond this a proxy may refuse the headers.
    private const int LongestMessage = 2048;

    /// <summary>Whether a request is a call of gRPC.</summary>
    public static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Whether its messages are protobuf.</summary>
    public static bool IsProtobuf(HttpRequest request)
    {
        var type = request.ContentType!.Split(';')[0].Trim();
        return type.Equals(ContentType, StringComparison.OrdinalIgnoreCase) || type.Equals(ContentType + "+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An answer without a message: the status stands in the headers.</summary>
    public static void WriteRefusal(HttpResponse response, GrpcStatus status, string message, TimeSpan? retryAfter = null)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.Headers[StatusTrailer] = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (message.Length > 0) response.Headers[MessageTrailer] = Encode(message);
        if (status == GrpcStatus.Unimplemented) response.Headers["grpc-accept-encoding"] = "identity";
        if (retryAfter is { } wait) response.Headers[PushbackTrailer] = wait.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>The form of a message in a header: UTF-8 with everything but printable ASCII, and the percent sign, as <c>%XX</c>.</summary>
    public static string Encode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var value in Encoding.UTF8.GetBytes(message))
        {
            if (encoded.Length >= LongestMessage) break;
            if (value is >= 0x20 and <= 0x7E and not (byte)'%') encoded.Append((char)value);
            else encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return encoded.ToString();
    }
}
