using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Gateway.Access;

namespace Fard.Cli.Commands;

/// <summary><c>fard token create</c>: a token for callers of the gateway, and its hash for the gateway's configuration.</summary>
internal static class TokenCommand
{
    public static Command Create(Terminal terminal) =>
        new("token", "Tokens for callers of the gateway.") { CreateCreate(terminal) };

    private static Command CreateCreate(Terminal terminal)
    {
        var name = new Option<string>("--name") { Description = "Who holds it; the gateway's log says this name.", HelpName = "NAME", Required = true };
        var roles = new Option<string[]>("--role")
        {
            Description = "What it allows: read (see the cluster), submit (send images), operate (cancel jobs, load and unload models). Several may be given.",
            HelpName = "ROLE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong("read", "submit", "operate");
        var json = CommonOptions.Json();
        var command = new Command("create", "Prints a new token, once, and the line for the gateway's configuration, which holds only its hash.") { name, roles, json };
        command.SetAction(parse => Print(terminal, parse.GetRequiredValue(name), parse.GetRequiredValue(roles), parse.GetValue(json)));
        return command;
    }

    private static int Print(Terminal terminal, string name, string[] roles, bool json)
    {
        var secret = AccessToken.NewSecret();
        var allowed = roles.Aggregate(GatewayRole.None, (all, text) => RoleNames.TryParse(text, out var role) ? all | role : all);
        var line = AccessToken.Of(name, allowed, secret).ToConfigurationLine();
        if (json)
        {
            JsonOutput.Write(terminal.RawOutput, new { token = secret, configuration = line });
            return ExitCodes.Success;
        }

        terminal.RawOutput.WriteLine($"token (for the caller; it is shown only now): {secret}");
        terminal.RawOutput.WriteLine($"line for the gateway's configuration:         {line}");
        return ExitCodes.Success;
    }
}
