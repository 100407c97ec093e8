namespace Akka.Remote.Wire;

/// <summary>Writes whole frames; see <see cref="FrameKind"/> for their bodies.</summary>
internal static class Frames
{
    /// <summary>Reserves the length of a frame and writes its kind; answers where the frame begins.</summary>
    public static int Begin(WireWriter writer, FrameKind kind)
    {
        var start = writer.Length;
        writer.Int32(0);
        writer.Byte((byte)kind);
        return start;
    }

    /// <summary>Fills in the length; answers it.</summary>
    public static int End(WireWriter writer, int start)
    {
        var length = writer.Length - start - FrameBuffer.LengthSize;
        writer.PatchInt32(start, length);
        return length;
    }

    public static void Hello(WireWriter writer, Hello hello)
    {
        var start = Begin(writer, FrameKind.Hello);
        hello.Write(writer);
        End(writer, start);
    }

    public static void Welcome(WireWriter writer, Welcome welcome)
    {
        var start = Begin(writer, FrameKind.Welcome);
        welcome.Write(writer);
        End(writer, start);
    }

    public static void Refusal(WireWriter writer, Refusal refusal)
    {
        var start = Begin(writer, FrameKind.Refusal);
        refusal.Write(writer);
        End(writer, start);
    }

    public static void Acknowledgement(WireWriter writer, long number)
    {
        var start = Begin(writer, FrameKind.Acknowledgement);
        writer.Int64(number);
        End(writer, start);
    }

    public static void Pulse(WireWriter writer) => End(writer, Begin(writer, FrameKind.Pulse));

    public static void Goodbye(WireWriter writer, GoodbyeReason reason)
    {
        var start = Begin(writer, FrameKind.Goodbye);
        writer.Byte((byte)reason);
        End(writer, start);
    }
}
