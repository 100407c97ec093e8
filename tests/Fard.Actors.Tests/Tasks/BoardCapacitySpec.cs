using System.Collections.Immutable;
using Fard.Actors.Tasks;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Tasks;

public class BoardCapacitySpec
{
    private const int Cpu = 1000;
    private const int Fpgas = 2;

    [Fact]
    public void Room_is_reserved_for_all_replicas_or_for_none()
    {
        var capacity = new BoardCapacity(Cpu, 100, Fpgas);
        capacity.Reserve("a", 1, [Need("t", 0, 600), Need("t", 1, 600)]).ShouldNotBeNull().ShouldContain("1200 thousandths");
        capacity.FreeCpuMilli.ShouldBe(Cpu);
        capacity.Reserve("a", 2, [Need("t", 0, 600)]).ShouldBeNull();
        capacity.Reserve("a", 2, [Need("t", 0, 600)]).ShouldBeNull();
        capacity.FreeCpuMilli.ShouldBe(400);
        capacity.Reserve("b", 3, [Need("t", 0, 1) with { MemoryBytes = 101 }]).ShouldNotBeNull().ShouldContain("memory");
    }

    [Fact]
    public void A_replica_takes_what_was_reserved_for_it_and_no_other_does()
    {
        var capacity = new BoardCapacity(Cpu, 100, Fpgas);
        capacity.Reserve("a", 1, [Need("t", 0, 600), Need("t", 1, 400)]).ShouldBeNull();
        capacity.Begin("b", 0, Need("t", 0, 100)).ShouldNotBeNull();
        capacity.Begin("a", 1, Need("t", 0, 600)).ShouldBeNull();
        capacity.Release("a", 1);
        capacity.FreeCpuMilli.ShouldBe(400);
        capacity.End("a", "t", 0);
        capacity.FreeCpuMilli.ShouldBe(Cpu);
    }

    [Fact]
    public void An_FPGA_is_held_by_one_task()
    {
        var capacity = new BoardCapacity(Cpu, 100, Fpgas);
        capacity.Reserve("a", 1, [Need("t", 0, 1, 1)]).ShouldBeNull();
        capacity.Begin("b", 0, Need("t", 0, 1, 1)).ShouldNotBeNull().ShouldContain("held by another");
        capacity.Begin("b", 0, Need("t", 0, 1, 2)).ShouldNotBeNull().ShouldContain("There is no FPGA 2");
        capacity.Begin("b", 0, Need("t", 0, 1, 0)).ShouldBeNull();
    }

    [Fact]
    public void Whatever_happens_nothing_is_given_twice_and_nothing_leaks()
    {
        var step = ArbMap.Default.GeneratorFor<int>().Select(seed => Math.Abs(seed % 1_000_003));
        Prop.ForAll(Arb.From(step.ListOf()), Holds).QuickCheckThrowOnFailure();

        static bool Holds(IList<int> seeds)
        {
            var capacity = new BoardCapacity(Cpu, 100, Fpgas);
            var running = new Dictionary<(string, int), ReplicaNeed>();
            var reserved = new Dictionary<long, ImmutableArray<ReplicaNeed>>();
            foreach (var seed in seeds)
            {
                var random = new Random(seed);
                var number = random.Next(1, 4);
                ImmutableArray<ReplicaNeed> needs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => Need($"t{number}", index, random.Next(0, 500), random.Next(-1, Fpgas)))];
                switch (random.Next(4))
                {
                    case 0 when !reserved.ContainsKey(number):
                        if (capacity.Reserve("a", number, needs) is null) reserved[number] = needs;
                        break;
                    case 1:
                        capacity.Release("a", number);
                        reserved.Remove(number);
                        break;
                    case 2:
                        var need = reserved.GetValueOrDefault(number, needs)[0];
                        if (!running.ContainsKey((need.Task, need.Index)) && capacity.Begin("a", number, need) is null)
                        {
                            running[(need.Task, need.Index)] = need;
                            if (reserved.TryGetValue(number, out var left)) reserved[number] = left.Remove(need);
                            if (reserved.GetValueOrDefault(number) is { IsDefault: false, IsEmpty: true }) reserved.Remove(number);
                        }

                        break;
                    default:
                        capacity.End("a", $"t{number}", 0);
                        running.Remove(($"t{number}", 0));
                        break;
                }

                ReplicaNeed[] all = [.. running.Values, .. reserved.Values.SelectMany(list => list)];
                var used = all.Sum(one => one.CpuMilli);
                if (used > Cpu || capacity.FreeCpuMilli != Cpu - used) return false;
                if (all.Where(one => one.Fpga >= 0).GroupBy(one => one.Fpga).Any(group => group.Count() > 1)) return false;
            }

            foreach (var number in reserved.Keys) capacity.Release("a", number);
            foreach (var (task, index) in running.Keys) capacity.End("a", task, index);
            return capacity.FreeCpuMilli == Cpu && capacity.Reservations == 0;
        }
    }

    private static ReplicaNeed Need(string task, int index, int cpu, int fpga = -1) => new(task, index, cpu, 0, fpga);
}
