namespace Fard.Actors.DataPlane;

/// <summary>Why a data connection was closed; travels in an error frame.</summary>
public enum DataPlaneError
{
    /// <summary>The peer speaks another protocol.</summary>
    BadMagic = 1,

    /// <summary>The peer speaks another version of this protocol.</summary>
    UnsupportedVersion = 2,

    /// <summary>The hello is damaged or makes no sense.</summary>
    BadHello = 3,

    /// <summary>The hello, or the job that it names, did not come in time.</summary>
    HelloTimeout = 4,

    /// <summary>The listener knows no such job and position.</summary>
    UnknownJob = 5,

    /// <summary>The position has its connection already.</summary>
    AlreadyConnected = 6,

    /// <summary>A header's checksum is wrong or a field is out of range.</summary>
    BadHeader = 7,

    /// <summary>A payload's checksum is wrong.</summary>
    BadPayload = 8,

    /// <summary>A payload is longer than the receiver accepts.</summary>
    PayloadTooLarge = 9,

    /// <summary>A frame of this type has no place here.</summary>
    UnexpectedFrame = 10,

    /// <summary>A frame belongs to another job or position.</summary>
    WrongStream = 11,

    /// <summary>A chunk is missing before this one.</summary>
    SequenceGap = 12,

    /// <summary>A chunk was sent without credit.</summary>
    CreditExceeded = 13,

    /// <summary>Image count and payload length, or image count and job, do not fit.</summary>
    ImageCountMismatch = 14,

    /// <summary>The stream ended before its last chunk.</summary>
    EarlyEnd = 15,

    /// <summary>The connection broke or was closed by the peer.</summary>
    ConnectionLost = 16,

    /// <summary>No connection could be made.</summary>
    ConnectFailed = 17,

    /// <summary>The sender of the error frame gave the job up for a reason outside the data plane.</summary>
    JobFailed = 18,

    /// <summary>The connection belongs to an attempt of the job that is over: a later one runs.</summary>
    StaleAttempt = 19,

    /// <summary>The listener has no such service: only heads have contents.</summary>
    NotServed = 20,

    /// <summary>A content was refused; the reason says why.</summary>
    ContentRefused = 21,

    /// <summary>As many connections as the listener serves at once are open; ask again later.</summary>
    Busy = 22,
}
