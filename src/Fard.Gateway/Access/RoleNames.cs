namespace Fard.Gateway.Access;

/// <summary>Roles as they stand in the configuration and on the command line.</summary>
public static class RoleNames
{
    private static readonly (string Name, GatewayRole Role)[] Names = [("read", GatewayRole.Read), ("submit", GatewayRole.Submit), ("operate", GatewayRole.Operate)];

    /// <summary>Every name, for messages.</summary>
    public static string All => string.Join(", ", Names.Select(entry => entry.Name));

    /// <summary>The names of some roles.</summary>
    public static IEnumerable<string> Of(GatewayRole roles) => Names.Where(entry => roles.HasFlag(entry.Role)).Select(entry => entry.Name);

    /// <summary>Reads one name.</summary>
    public static bool TryParse(string text, out GatewayRole role)
    {
        role = Names.FirstOrDefault(entry => entry.Name == text).Role;
        return role != GatewayRole.None;
    }
}
