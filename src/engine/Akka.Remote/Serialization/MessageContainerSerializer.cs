using Akka.Actor;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Messages to a selection: the selection's elements and the message inside. Element: 1 byte (0 parent, 1 name, 2 pattern) and the text of 1 and 2.</summary>
internal sealed class MessageContainerSerializer : SerializerWithStringManifest
{
    private readonly PayloadCodec _payloads;

    public MessageContainerSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _payloads = new PayloadCodec(system);
    }

    public override string Manifest(object o) => "S";

    public override byte[] ToBinary(object obj)
    {
        if (obj is not ActorSelectionMessage selection) throw new ArgumentException($"Cannot serialize {obj.GetType()}: only messages to selections", nameof(obj));
        using var writer = new WireWriter();
        writer.Bool(selection.WildCardFanOut);
        writer.Count(selection.Elements.Length);
        foreach (var element in selection.Elements) Write(writer, element);
        _payloads.WriteNested(writer, selection.Message);
        return writer.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var reader = new WireReader(bytes);
        var fanOut = reader.Bool("wildcard fan-out");
        var elements = new SelectionPathElement[reader.Count("elements")];
        for (var i = 0; i < elements.Length; i++) elements[i] = Read(ref reader);
        var message = _payloads.ReadNested(ref reader);
        reader.End("selection");
        return new ActorSelectionMessage(message, elements, fanOut);
    }

    private static void Write(WireWriter writer, SelectionPathElement element)
    {
        switch (element)
        {
            case SelectParent:
                writer.Byte(0);
                break;
            case SelectChildName child:
                writer.Byte(1);
                writer.Text(child.Name);
                break;
            case SelectChildPattern pattern:
                writer.Byte(2);
                writer.Text(pattern.PatternStr);
                break;
            default:
                throw new ArgumentException($"A selection with {element.GetType()} does not cross systems", nameof(element));
        }
    }

    private static SelectionPathElement Read(ref WireReader reader)
    {
        var kind = reader.Byte("element");
        return kind switch
        {
            0 => new SelectParent(),
            1 => new SelectChildName(reader.Text("name")),
            2 => new SelectChildPattern(reader.Text("pattern")),
            _ => throw reader.Bad("element", $"kind {kind} is unknown"),
        };
    }
}
