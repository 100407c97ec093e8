namespace Fard.Gateway.Dashboard.Live;

/// <summary>Rates of the last minutes, for pages that are opened now.</summary>
/// <param name="Times">Seconds since 1970, oldest first.</param>
/// <param name="Series">Values by name, one for each time; null: not known then.</param>
internal sealed record KeptRates(IReadOnlyList<long> Times, IReadOnlyDictionary<string, IReadOnlyList<double?>> Series);

/// <summary>Keeps the last samples of every rate.</summary>
internal sealed class RateHistory(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<(long At, IReadOnlyDictionary<string, double> Values)> _samples = new();

    /// <summary>Adds a sample; one of the same second as the last is left out.</summary>
    public void Add(DateTimeOffset at, IReadOnlyDictionary<string, double> values)
    {
        lock (_lock)
        {
            if (_samples.Count > 0 && _samples.Last().At >= at.ToUnixTimeSeconds()) return;
            _samples.Enqueue((at.ToUnixTimeSeconds(), values));
            if (_samples.Count > capacity) _samples.Dequeue();
        }
    }

    public KeptRates Read()
    {
        (long At, IReadOnlyDictionary<string, double> Values)[] samples;
        lock (_lock) samples = [.. _samples];
        var names = samples.SelectMany(sample => sample.Values.Keys).Distinct(StringComparer.Ordinal);
        return new KeptRates(
            [.. samples.Select(sample => sample.At)],
            names.ToDictionary(
                name => name,
                name => (IReadOnlyList<double?>)[.. samples.Select(sample => sample.Values.TryGetValue(name, out var value) ? value : (double?)null)]));
    }
}
