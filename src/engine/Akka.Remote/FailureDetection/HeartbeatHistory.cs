namespace Akka.Remote;

/// <summary>Mean and deviation of the latest intervals between heart beats, in milliseconds.</summary>
internal sealed class HeartbeatHistory(int capacity)
{
    private readonly Queue<double> _intervals = new();
    private double _sum;
    private double _squares;

    public int Count => _intervals.Count;

    public double Mean => _sum / _intervals.Count;

    public double Deviation => Math.Sqrt(Math.Max(0, _squares / _intervals.Count - Mean * Mean));

    public void Add(double interval)
    {
        if (_intervals.Count == capacity)
        {
            var oldest = _intervals.Dequeue();
            _sum -= oldest;
            _squares -= oldest * oldest;
        }
        _intervals.Enqueue(interval);
        _sum += interval;
        _squares += interval * interval;
    }
}
