package bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The arithmetic of {@code runbook/sizing.md}: from what was measured to tasks, processors and memory.
 *
 * @param cpuMicros processor time of each kind of call
 * @param callerKib memory of a caller whom a task knows
 * @param callKib memory of a call that waits for an upstream
 * @param logBytes of a call
 */
record SizingModel(
        Map<String, Double> cpuMicros, double idleMib, double liveMib, double callerKib, double callKib, double logBytes) {
    /** Calls of a caller in the busiest hour, and how much busier its busiest minute is. */
    static final double CALLS_PER_HOUR = 20;

    static final double PEAK = 3;

    /** Calls of a caller that follow each other within a minute, while a verdict is fresh. */
    static final double BURST = 5;

    /** Seconds that a call waits for its upstreams. */
    static final double WAIT_SECONDS = 1;

    /** Processor time in a task compared with the machine of the bench, without TLS at the task. */
    static final double SLOWER = 1.5;

    /** The template's target of the processors' use, and of requests under way in a task. */
    static final double CPU_TARGET = 0.6;

    static final double CALLS_PER_TASK = 200;

    /** The share of each kind; {@code unknown} comes on top, for a caller whom the task does not know. */
    static final Map<String, Double> MIX = Map.of("call", 0.30, "list", 0.10, "registry", 0.30, "object", 0.15, "browse", 0.10, "search", 0.05);

    /** The registry's share of the calls' requests: one each, but for pure calls and lists. */
    private static final double REGISTRY = 0.30 + 0.10 + 0.05;

    /** Callers whom a task remembers at most. */
    private static final double KNOWN_CALLERS = 10_000;

    /** Processors and MiB of a task, from the smallest. */
    private static final List<double[]> SIZES =
            List.of(new double[] {0.5, 1024}, new double[] {1, 2048}, new double[] {2, 4096}, new double[] {4, 8192});

    private static final int[] CALLERS = {10, 100, 1_000, 10_000, 100_000, 1_000_000};

    /** Returns the processor time of the mix in microseconds, where this share of the calls meets a task that does not know. */
    private double micros(double unknown) {
        var known = MIX.entrySet().stream()
                .mapToDouble(one -> one.getValue() * cpuMicros.get(one.getKey()))
                .sum();
        return (known + unknown * (cpuMicros.get("unknown") - cpuMicros.get("call"))) * SLOWER;
    }

    /** Returns the share of calls that meet a task which has not seen their caller in this burst. */
    private static double unknown(double tasks) {
        return tasks * (1 - Math.pow(1 - 1 / tasks, BURST)) / BURST;
    }

    private static double callsPerSecond(int callers) {
        return callers * CALLS_PER_HOUR * PEAK / 3600;
    }

    /** Returns the number of tasks of a size that the processors and the calls under way need, at least two. */
    private int tasks(int callers, double processors) {
        var rate = callsPerSecond(callers);
        var tasks = 2.0;
        for (var round = 0; round < 20; round++) {
            var byProcessor = rate * micros(unknown(tasks)) / 1e6 / CPU_TARGET / processors;
            var byCalls = rate * WAIT_SECONDS / CALLS_PER_TASK;
            tasks = Math.max(2, Math.ceil(Math.max(byProcessor, byCalls)));
        }
        return (int) tasks;
    }

    /** Returns MiB of heap in use in a task at the peak: what is always there, callers of the last 15 minutes, and calls. */
    private double heapMib(int callers, int tasks) {
        var known = Math.min(KNOWN_CALLERS, Math.min(callers, callsPerSecond(callers) * 900 / tasks * unknown(tasks)));
        return liveMib + (known * callerKib + callsPerSecond(callers) * WAIT_SECONDS / tasks * callKib) / 1024;
    }

    String measured() {
        var text = new StringBuilder("| kind of call | CPU µs | calls a second of one processor |\n|---|---|---|\n");
        for (var kind : List.of("call", "list", "unknown", "registry", "object", "browse", "search")) {
            text.append(String.format(Locale.ROOT, "| `%s` | %,.0f | %,.0f |\n",
                    kind, cpuMicros.get(kind), 1e6 / cpuMicros.get(kind)));
        }
        text.append("\n| figure | |\n|---|---|\n");
        text.append(String.format(Locale.ROOT, "| resident memory, idle | %,.0f MiB |\n", idleMib));
        text.append(String.format(Locale.ROOT, "| heap in use, without callers | %,.0f MiB |\n", liveMib));
        text.append(String.format(Locale.ROOT, "| memory of a caller whom a task knows | %,.1f KiB |\n", callerKib));
        text.append(String.format(Locale.ROOT, "| memory of a call that waits for the registry | %,.0f KiB |\n", callKib));
        return text.append(String.format(Locale.ROOT, "| log of a call, as text | %,.0f bytes |\n", logBytes)).toString();
    }

    String computed() {
        var text = new StringBuilder("""
                | callers | calls/s at the peak | tasks × processors, MiB | under way in a task | heap in use in a task | unknown at the task | requests/s to the registry | log a day |
                |---|---|---|---|---|---|---|---|
                """);
        for (var callers : CALLERS) {
            var size = SIZES.stream()
                    .filter(one -> tasks(callers, one[0]) <= 16)
                    .findFirst()
                    .orElse(SIZES.getLast());
            var tasks = tasks(callers, size[0]);
            var rate = callsPerSecond(callers);
            var unknown = unknown(tasks);
            var day = callers * CALLS_PER_HOUR * 8 * logBytes / 1e9;
            text.append(String.format(Locale.ROOT, "| %,d | %,.1f | %d × %s, %.0f | %,.0f | %,.0f MiB | %.0f %% | %,.1f | %,.2f GB |\n",
                    callers, rate, tasks, size[0] == 0.5 ? "½" : String.format("%.0f", size[0]), size[1],
                    rate * WAIT_SECONDS / tasks, heapMib(callers, tasks), unknown * 100,
                    rate * (REGISTRY + unknown + unknown * MIX.get("object")), day));
        }
        return text.toString();
    }
}
