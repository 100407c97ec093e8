namespace Akka.Cluster;

/// <summary>A message that cluster members send each other.</summary>
internal interface IClusterMessage
{
}
