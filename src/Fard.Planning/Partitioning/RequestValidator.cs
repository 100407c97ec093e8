namespace Fard.Planning.Partitioning;

/// <summary>Refuses requests that contradict themselves before a search begins.</summary>
internal static class RequestValidator
{
    public static void Check(PartitionRequest request)
    {
        if (request.Model.LayerCount < 1)
            throw new ArgumentException($"{request.Model.Name} has no layers.");
        if (request.Boards.IsDefaultOrEmpty)
            throw new ArgumentException("There are no boards to plan for.");
        if (request.Boards.FirstOrDefault(board => !(board.LinkBytesPerSecond > 0) || board.LinkLatency < TimeSpan.Zero) is { } link)
            throw new ArgumentException($"Board {link.Name}: the rate of a link is positive and its latency not negative.");
        if (request.Boards.GroupBy(board => board.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"There are {twice.Count()} boards called {twice.Key}; names are unique.");
        if (request.Images < 1)
            throw new ArgumentException($"A job has at least 1 image, not {request.Images}.");
        if (request.Objective == PartitionObjective.FewestBoards && !(request.TargetImagesPerSecond > 0))
            throw new ArgumentException("Fewest boards asks for a target rate above 0 images/s.");
        if (request.DividesOnly && request.Strategy is not (PartitionStrategy.Automatic or PartitionStrategy.Pipeline))
            throw new ArgumentException($"{request.Objective} divides the layers over boards once; the strategy is Pipeline or Automatic, not {request.Strategy}.");
        CheckStages(request);
        CheckPins(request);
    }

    private static void CheckStages(PartitionRequest request)
    {
        if (request.Stages is not { } stages)
            return;
        if (!request.DividesOnly)
            throw new ArgumentException($"{request.Objective} chooses the number of stages itself.");
        var most = Math.Min(request.Boards.Count(board => !request.KeepFree.Contains(board.Name)), request.Model.LayerCount);
        if (stages < 1 || stages > most)
            throw new ArgumentException($"{request.Model.Name} can be divided over 1 to {most} of these boards, not {stages}.");
    }

    private static void CheckPins(PartitionRequest request)
    {
        foreach (var (layer, board) in request.Pins)
        {
            if (layer < 0 || layer >= request.Model.LayerCount)
                throw new ArgumentException($"Layer {layer} is pinned to {board}, but {request.Model.Name} has the layers 0..{request.Model.LayerCount - 1}.");
            if (request.Boards.All(known => known.Name != board))
                throw new ArgumentException($"Layer {layer} is pinned to {board}, which is not among the boards {string.Join(", ", request.Boards.Select(known => known.Name))}.");
            if (request.KeepFree.Contains(board))
                throw new ArgumentException($"Layer {layer} is pinned to {board}, which is to be kept free.");
        }
    }
}
