using Fard.Actors.Applications;
using Fard.Actors.Content;
using Fard.Actors.Jobs;
using Fard.Actors.Members;
using Fard.Client;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Configuration;
using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Parameters;

namespace Fard.Cli.CommandLine;

/// <summary>The failures whose own message says what is wrong and what to do.</summary>
internal static class KnownFailures
{
    public static bool IsUsersToMend(Exception failure) => failure is
        ImageSourceException or ParameterFormatException or NetworkDescriptionException or UnknownNetworkException
        or AcceleratorException or ConfigurationFormatException or BitstreamPackageException or FardJobException or FardDeploymentException or FardApplicationException or ApplicationPackageException or FardMemberException or ContentException or FardConfigurationException or ApplicationConfigurationException or UnknownBoardException or IOException or UnauthorizedAccessException;
}
