namespace Akka.Remote.Delivery;

/// <summary>What to do with a numbered system message.</summary>
internal enum Receipt
{
    /// <summary>It is the next one.</summary>
    Deliver,

    /// <summary>It came before: acknowledge it again, do not deliver it.</summary>
    Duplicate,

    /// <summary>One is missing before it: the connection cannot be trusted.</summary>
    Gap,
}

/// <summary>Turns at-least-once sending into exactly-once delivery, in order, per incarnation of the sender. Not thread-safe.</summary>
internal sealed class SystemMessageInbox
{
    /// <summary>The highest number delivered; everything up to it has been.</summary>
    public long Delivered { get; private set; }

    public Receipt Receive(long number)
    {
        if (number <= Delivered) return Receipt.Duplicate;
        if (number > Delivered + 1) return Receipt.Gap;
        Delivered = number;
        return Receipt.Deliver;
    }
}
