using System.Text.Json;
using System.Text.Json.Serialization;
using Fard.Gateway.Dashboard.Api;
using Fard.Gateway.Dashboard.Live;
using Fard.Gateway.Dashboard.Plans;

namespace Fard.Gateway.Dashboard.Items;

/// <summary>How the dashboard's answers are written: camel case, without what is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ViewItem))]
[JsonSerializable(typeof(ClusterItem))]
[JsonSerializable(typeof(BoardItem))]
[JsonSerializable(typeof(ApplicationItem))]
[JsonSerializable(typeof(PipelineItem))]
[JsonSerializable(typeof(JobItem))]
[JsonSerializable(typeof(EventItem))]
[JsonSerializable(typeof(LogItem))]
[JsonSerializable(typeof(KeptRates))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(CancelRequest))]
[JsonSerializable(typeof(CancelAnswer))]
[JsonSerializable(typeof(TryAnswer))]
internal sealed partial class DashboardJson : JsonSerializerContext;
