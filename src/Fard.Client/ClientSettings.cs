using Akka.Configuration;
using Fard.Actors.DataPlane;
using Fard.Actors.Members;

namespace Fard.Client;

/// <summary>Settings of a client (<c>fard.client</c> and <c>fard.data-plane</c> in the configuration).</summary>
public sealed record ClientSettings
{
    /// <summary>Name for the fair share of boards.</summary>
    public string Name { get; init; } = "client";

    /// <summary>An unanswered submission is repeated after this time.</summary>
    public TimeSpan SubmitRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the node manager may stay silent in all.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client whose connection broke waits for a new attempt, or the reason why there is none, before it asks again.</summary>
    public TimeSpan FailureWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a client that waits for tasks to be ready asks.</summary>
    public TimeSpan ReadyPoll { get; init; } = TimeSpan.FromMilliseconds(100);

    public DataPlaneSettings DataPlane { get; init; } = new();

    /// <summary>Reads the settings.</summary>
    /// <param name="address">The member's address: its name where the configuration gives none.</param>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static ClientSettings Read(Config config, string address)
    {
        var name = MemberSettings.Text(config, "fard.client.name");
        return new ClientSettings
        {
            Name = name.Length == 0 ? address : name,
            SubmitRetry = MemberSettings.Time(config, "fard.client.submit-retry"),
            AnswerTimeout = MemberSettings.Time(config, "fard.client.answer-timeout"),
            FailureWait = MemberSettings.Time(config, "fard.client.failure-wait"),
            DataPlane = MemberSettings.ReadDataPlane(config),
        };
    }
}
