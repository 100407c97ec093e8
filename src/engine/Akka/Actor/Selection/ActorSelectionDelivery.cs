using Akka.Util;

namespace Akka.Actor;

/// <summary>Takes a message along a selection's path, as far as it leads through this process; the rest of the way is the business of the reference that it comes to.</summary>
internal static class ActorSelectionDelivery
{
    public static void Deliver(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.Elements.Length == 0)
        {
            anchor.Tell(selection.Message, sender);
            return;
        }

        var current = anchor;
        for (var i = 0; i < selection.Elements.Length; i++)
        {
            if (current is not LocalActorRef local)
            {
                if (current is Internal.VirtualPathContainer container && selection.Elements[i] is SelectChildName { Name: var child })
                    current = (IInternalActorRef)container.GetChild([child]);
                else
                {
                    current.Tell(selection.Copy(elements: selection.Elements[i..]), sender);
                    return;
                }
            }
            else
            {
                switch (selection.Elements[i])
                {
                    case SelectParent:
                        current = local.Parent.IsNobody() ? local : local.Parent;
                        break;
                    case SelectChildName { Name: var name }:
                        current = local.GetSingleChild(name);
                        break;
                    case SelectChildPattern { PatternStr: var pattern }:
                        FanOut(local, pattern, selection, selection.Elements[(i + 1)..], sender);
                        return;
                    case SelectChildRecursive:
                        FanOutToAll(local, selection.Message, sender);
                        return;
                }
            }

            if (current.IsNobody())
            {
                Missing(anchor, selection, sender);
                return;
            }
        }

        current.Tell(selection.Message, sender);
    }

    private static void FanOut(LocalActorRef parent, string pattern, ActorSelectionMessage selection, SelectionPathElement[] rest, IActorRef? sender)
    {
        var fitting = parent.Children.Where(child => child.Path.Name.Like(pattern, caseSensitive: true)).ToList();
        if (fitting.Count == 0 && !selection.WildCardFanOut)
        {
            Missing(parent, selection.Copy(elements: [new SelectChildPattern(pattern), .. rest]), sender);
            return;
        }

        foreach (var child in fitting)
            Deliver((IInternalActorRef)child, sender, new ActorSelectionMessage(selection.Message, rest, wildCardFanOut: selection.WildCardFanOut || fitting.Count > 1));
    }

    private static void FanOutToAll(LocalActorRef parent, object message, IActorRef? sender)
    {
        foreach (var child in parent.Children.ToList())
        {
            child.Tell(message, sender);
            if (child is LocalActorRef local)
                FanOutToAll(local, message, sender);
        }
    }

    private static void Missing(IInternalActorRef anchor, ActorSelectionMessage selection, IActorRef? sender)
    {
        var provider = anchor.Provider;
        var path = anchor.Path / selection.Elements.Select(element => element.ToString()!);
        new EmptyLocalActorRef(provider, path, provider.Guardian.Cell.SystemImpl.EventStream).Tell(selection, sender);
    }
}
