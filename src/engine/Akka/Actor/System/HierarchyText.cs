using System.Text;

namespace Akka.Actor.Internal;

/// <summary>Prints the actors of a system as a tree.</summary>
internal static class HierarchyText
{
    public static string Of(IInternalActorRef root)
    {
        var text = new StringBuilder();
        Append(text, root, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, IInternalActorRef actor, string indent)
    {
        text.Append(indent.Length == 0 ? "-> " : indent + "-> ").Append(actor.Path.Name.Length == 0 ? "/" : actor.Path.Name);
        if (actor is not LocalActorRef local)
        {
            text.AppendLine();
            return;
        }

        var children = local.Children.ToList();
        text.Append(' ').Append(local.Cell.Props.Type.Name).Append(" (").Append(children.Count).Append(" children, ").Append(local.Cell.NumberOfMessages).AppendLine(" messages)");
        foreach (var child in children)
            Append(text, (IInternalActorRef)child, indent + "   ");
    }
}
