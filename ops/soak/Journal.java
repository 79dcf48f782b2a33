package soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Everything that was called, and what came of it. */
final class Journal {
    private static final int EXAMPLES = 40;

    /** What came of a call. */
    enum Verdict {
        RIGHT,
        REFUSED,
        WRONG
    }

    /** One call, with its times in seconds since the load began. */
    record Entry(
            double began, double ended, String family, String call, String person, String instance, Verdict verdict) {
        double millis() {
            return (ended - began) * 1000;
        }
    }

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    /** Forgets the calls before the load, but not what was wrong. */
    void begin() {
        entries.clear();
        refusals.clear();
    }

    void refused(String kind, String because) {
        refusals.computeIfAbsent(because + " | " + kind, _ -> new LongAdder()).increment();
    }

    /** Records a wrong answer. */
    void wrong(String what) {
        wrong.add(what);
        if (wrong.size() <= EXAMPLES) {
            System.out.println("WRONG " + what);
        }
    }

    void acknowledged() {
        acknowledged.increment();
    }

    void verified() {
        verified.increment();
    }

    /** Records an acknowledged write that is gone. */
    void lost(String what) {
        lost.add(what);
        System.out.println("LOST " + what);
    }

    List<Entry> entries() {
        return new ArrayList<>(entries);
    }

    Map<String, Long> refusals() {
        var counts = new TreeMap<String, Long>();
        refusals.forEach((kind, times) -> counts.put(kind, times.sum()));
        return counts;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    long writes() {
        return acknowledged.sum();
    }

    long verifications() {
        return verified.sum();
    }
}
