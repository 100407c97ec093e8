using Fard.Actors.Content;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Messages;

/// <summary>Any member to a head's keeper of contents: where do you listen? Answered by <see cref="ContentEndpoint"/>.</summary>
public sealed record GetContentEndpoint : IFardMessage;

/// <summary>Keeper to whoever asked: where contents are got and put.</summary>
public sealed record ContentEndpoint(DataEndpoint Endpoint) : IFardMessage;

/// <summary>Any member to a head's keeper: what does this name mean? Answered by <see cref="ContentFound"/>.</summary>
/// <param name="Kind">The kind, such as <c>package</c>.</param>
public sealed record FindContent(string Kind, string Name) : IFardMessage;

/// <summary>Keeper to whoever asked: what the name means.</summary>
/// <param name="Hash">The content; null: the head does not know the name.</param>
public sealed record ContentFound(string Kind, string Name, ContentHash? Hash) : IFardMessage;

/// <summary>Any member to a head's keeper: keep a listing with all that it lists, here and on every other head. Answered by <see cref="ContentKept"/> or <see cref="ContentRefused"/>.</summary>
/// <param name="Kind">What it is, such as <c>package</c>: says who checks it.</param>
/// <param name="Listing">Hash of the listing, which some head has.</param>
public sealed record KeepContent(string Kind, ContentHash Listing) : IFardMessage;

/// <summary>Keeper to whoever asked: all of it is here and stays.</summary>
public sealed record ContentKept(ContentHash Listing) : IFardMessage;

/// <summary>Keeper to whoever asked: it is not kept, and this is why.</summary>
public sealed record ContentRefused(ContentHash Listing, string Reason) : IFardMessage;

/// <summary>Any member to a head's keeper: no head needs the listing any more.</summary>
public sealed record DropContent(ContentHash Listing) : IFardMessage;

/// <summary>Head to head: tell me what you share. A head that is new may not have listened when the others told it.</summary>
internal sealed record GetShared : IFardMessage;
