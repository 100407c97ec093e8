using Fard.Actors.Observation;

namespace Fard.Actors.Tests.Observation;

public class EventJournalSpec
{
    private static EventJournal Filled(int capacity, int events)
    {
        var journal = new EventJournal(TimeProvider.System, capacity);
        foreach (var number in Enumerable.Range(1, events)) journal.Add(ClusterEventKinds.JobDone, EventSeverity.Information, $"event {number}");
        return journal;
    }

    [Fact]
    public void Gives_the_events_after_the_one_that_is_known()
    {
        var journal = Filled(capacity: 10, events: 5);
        var all = journal.After(0);
        all.Select(item => item.Text).ShouldBe(["event 1", "event 2", "event 3", "event 4", "event 5"]);
        all.Zip(all.Skip(1)).ShouldAllBe(pair => pair.Second.Sequence == pair.First.Sequence + 1);
        journal.After(all[2].Sequence).Select(item => item.Text).ShouldBe(["event 4", "event 5"]);
        journal.After(journal.Last).ShouldBeEmpty();
    }

    [Fact]
    public void Forgets_the_oldest() => Filled(capacity: 3, events: 8).After(0).Select(item => item.Text).ShouldBe(["event 6", "event 7", "event 8"]);

    [Fact]
    public void A_number_of_another_journal_gets_everything()
    {
        var journal = Filled(capacity: 3, events: 2);
        journal.After(journal.Last + 7).Length.ShouldBe(2);
    }

    [Fact]
    public void An_answer_stays_small_whatever_the_texts_are()
    {
        var journal = new EventJournal(TimeProvider.System, 1000);
        for (var i = 0; i < 1000; i++) journal.Add(ClusterEventKinds.JobFailed, EventSeverity.Error, new string('\u20ac', 100_000));
        var known = 0L;
        var seen = 0;
        while (journal.After(known) is { IsEmpty: false } page)
        {
            page.Sum(item => 3 * item.Text.Length).ShouldBeLessThan(70_000);
            known = page[^1].Sequence;
            seen += page.Length;
        }

        seen.ShouldBe(1000);
    }
}
