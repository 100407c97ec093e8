using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fard.Gateway.Dashboard.Files;

/// <summary>The files of the page, embedded in this assembly under <c>dashboard/</c>.</summary>
internal sealed class PageFiles
{
    /// <summary>The page itself.</summary>
    public const string Start = "index.html";

    private const string Prefix = "dashboard/";

    private readonly FrozenDictionary<string, PageFile> _files;

    private PageFiles(FrozenDictionary<string, PageFile> files) => _files = files;

    /// <summary>Their paths.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    public static PageFiles Load()
    {
        var assembly = typeof(PageFiles).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        return new PageFiles(names.ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Read(assembly, name), StringComparer.Ordinal));
    }

    /// <summary>Answers with a file; false: there is none of that path.</summary>
    public async Task<bool> TryWriteAsync(HttpContext http, string path)
    {
        if (!_files.TryGetValue(path, out var file)) return false;
        var response = http.Response;
        PageHeaders.Set(response.Headers);
        response.Headers.ETag = file.Tag;
        // Always asked about, never downloaded twice: a gateway of another release is noticed at once.
        response.Headers.CacheControl = "no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(new EntityTagHeaderValue(file.Tag), useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(file.Content, http.RequestAborted);
        return true;
    }

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(content, ContentTypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };

    private sealed record PageFile(byte[] Content, string ContentType, string Tag);
}
