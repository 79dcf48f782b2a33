package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** What the kernel and the JVM's log of collections know of a server's process over time, and whether it grows. */
final class Vitals {
    private static final Pattern COLLECTED = Pattern.compile("->(\\d+)M\\(\\d+M\\)");
    private static final String JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    /** What may grow in the last two thirds: a share of the mean, and an amount besides. */
    private static final List<Vital> JUDGED = List.of(
            new Vital("resident MiB", Sample::residentMib, 0.05, 8),
            new Vital("live heap MiB", Sample::liveMib, 0.05, 4),
            new Vital("threads", Sample::threads, 0.05, 3),
            new Vital("descriptors", Sample::descriptors, 0.05, 8),
            new Vital("CPU us a call", Sample::cpuMicros, 0.15, 50));

    private final Peer server;
    private final Path log;
    private final List<Sample> samples = new ArrayList<>();
    private double cpuBefore;
    private long callsBefore;
    private double secondsBefore;
    private double live = Double.NaN;

    /**
     * One line of the table.
     *
     * @param liveMib heap in use after the last full collection that was asked for
     * @param collectedMib heap in use after the last collection
     */
    record Sample(
            double seconds,
            double callsPerSecond,
            double cpuMicros,
            double residentMib,
            double liveMib,
            double collectedMib,
            double threads,
            double descriptors,
            double errors) {}

    private record Vital(String name, ToDoubleFunction<Sample> figure, double share, double amount) {}

    /** Reads the log of collections that the server writes with {@code -Xlog:gc}. */
    Vitals(Peer server, Path log) {
        this.server = server;
        this.log = log;
        cpuBefore = server.cpuSeconds();
    }

    /** Collects all garbage, so that what remains is in use. */
    void collect() throws IOException, InterruptedException {
        var jcmd = new ProcessBuilder(JCMD, Long.toString(server.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!jcmd.waitFor(300, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
            throw new IOException("jcmd GC.run failed");
        }
        live = collected();
    }

    Sample sample(double seconds, long calls, long errors) throws IOException {
        var status = Files.readString(folder().resolve("status"));
        var cpu = server.cpuSeconds();
        var more = calls - callsBefore;
        var sample = new Sample(
                seconds,
                more / (seconds - secondsBefore),
                more == 0 ? Double.NaN : (cpu - cpuBefore) * 1e6 / more,
                field(status, "VmRSS") / 1024.0,
                live,
                collected(),
                field(status, "Threads"),
                descriptors(),
                errors);
        cpuBefore = cpu;
        callsBefore = calls;
        secondsBefore = seconds;
        samples.add(sample);
        return sample;
    }

    private Path folder() {
        return Path.of("/proc", Long.toString(server.pid()));
    }

    private int descriptors() throws IOException {
        try (var open = Files.list(folder().resolve("fd"))) {
            return (int) open.count();
        }
    }

    private double collected() throws IOException {
        var last = Double.NaN;
        for (var line : Files.readAllLines(log)) {
            var found = COLLECTED.matcher(line);
            if (found.find()) {
                last = Double.parseDouble(found.group(1));
            }
        }
        return last;
    }

    private static double field(String status, String name) throws IOException {
        var found = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
        if (!found.find()) {
            throw new IOException("no " + name);
        }
        return Double.parseDouble(found.group(1));
    }

    void write(Path csv) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("seconds,calls_per_second,cpu_us_per_call,resident_mib,live_heap_mib,heap_after_gc_mib,threads,descriptors,errors");
        for (var one : samples) {
            lines.add(String.format(
                    Locale.ROOT, "%.0f,%.1f,%.0f,%.1f,%.1f,%.1f,%.0f,%.0f,%.0f",
                    one.seconds(), one.callsPerSecond(), one.cpuMicros(), one.residentMib(), one.liveMib(),
                    one.collectedMib(), one.threads(), one.descriptors(), one.errors()));
        }
        Files.write(csv, lines);
    }

    /** Prints each vital of the last two thirds of the time, and returns whether none of them grows. */
    boolean judge() {
        var late = samples.subList(samples.size() / 3, samples.size());
        System.out.println("\n| last two thirds | first | last | mean | trend over that time | allowed | |");
        System.out.println("|---|---|---|---|---|---|---|");
        var flat = true;
        for (var vital : JUDGED) {
            var points = late.stream()
                    .filter(sample -> !Double.isNaN(vital.figure().applyAsDouble(sample)))
                    .toList();
            var mean = points.stream().mapToDouble(vital.figure()).average().orElse(0);
            var rise = rise(points, vital.figure());
            var allowed = vital.share() * mean + vital.amount();
            flat &= rise <= allowed;
            System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.1f | %+.1f | %.1f | %s |%n",
                    vital.name(), vital.figure().applyAsDouble(points.getFirst()),
                    vital.figure().applyAsDouble(points.getLast()), mean, rise, allowed,
                    rise <= allowed ? "flat" : "GROWS");
        }
        return flat;
    }

    /** Returns how much the line of least squares rises from the first to the last point. */
    private static double rise(List<Sample> points, ToDoubleFunction<Sample> figure) {
        var middle = points.stream().mapToDouble(Sample::seconds).average().orElse(0);
        var mean = points.stream().mapToDouble(figure).average().orElse(0);
        var above = 0.0;
        var below = 0.0;
        for (var point : points) {
            var offset = point.seconds() - middle;
            above += offset * (figure.applyAsDouble(point) - mean);
            below += offset * offset;
        }
        var length = points.getLast().seconds() - points.getFirst().seconds();
        return below == 0 ? 0 : above / below * length;
    }
}
