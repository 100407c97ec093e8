namespace Fard.Gateway.Access;

/// <summary>What a token allows. None implies another: a token has each that its holder needs.</summary>
[Flags]
public enum GatewayRole
{
    None = 0,

    /// <summary>See the cluster: metadata, statistics, dashboard, metrics.</summary>
    Read = 1,

    /// <summary>Send images.</summary>
    Submit = 2,

    /// <summary>Cancel jobs of others; load and unload models.</summary>
    Operate = 4,
}
