using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Dashboard.Files;

/// <summary>Headers that keep strangers' content out of the page and the page out of strangers' frames.</summary>
internal static class PageHeaders
{
    /// <summary>Everything comes from this server; no script or style stands in markup; images may also be those that the page itself has made.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A picture that is opened by itself: it styles itself and does nothing else.</summary>
    public const string PicturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    public static void Set(IHeaderDictionary headers, string policy = ContentSecurityPolicy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
