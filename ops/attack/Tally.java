package attack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Outcomes of many requests: how often each occurred, and how long the requests took. */
final class Tally {
    private final Map<String, LongAdder> met = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();

    void add(String outcome, long beganNanos) {
        met.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
        millis.add((System.nanoTime() - beganNanos) / 1_000_000);
    }

    String statuses() {
        return met.isEmpty()
                ? "nothing"
                : new TreeMap<>(met)
                        .entrySet().stream()
                                .map(one -> one.getValue() + " × " + one.getKey())
                                .collect(Collectors.joining(", "));
    }

    int count() {
        return millis.size();
    }

    long median() {
        return quantile(0.5);
    }

    /** Returns the duration in milliseconds below which this share of all requests stayed. */
    long quantile(double share) {
        var sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }
}
