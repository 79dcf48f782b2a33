package soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import soak.Journal.Entry;
import soak.Journal.Verdict;

/** Whether an instance that lives long grows or slows: compares the first third of its time with the last. */
final class Drift {
    private static final double WARM_UP_SECONDS = 30;
    private static final double MIN_SECONDS = 180;
    private static final int PARTS = 6;

    /** The fewest values of which a median is judged. */
    private static final int MIN_VALUES = 5;

    private final List<Row> rows = new ArrayList<>();

    /**
     * A measure of the instance.
     *
     * @param first the median of the first third
     * @param bound the maximum of the last third's median
     * @param judged whether the time is long enough and has enough values to judge
     * @param rising whether the median rose in each sixth of the time, by more than a tenth in all
     */
    record Row(String measure, double first, double last, double bound, boolean judged, boolean rising) {
        boolean good() {
            return !judged || !(last > bound) && !rising;
        }

        String text() {
            var verdict = !judged ? "not judged" : good() ? "good" : rising ? "RISES" : "ABOVE THE BOUND";
            return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %s |", measure, first, last, bound, verdict);
        }
    }

    Drift(Sampler sampler, List<Entry> entries, Disturbances disturbances) {
        var life = sampler.samples().stream().filter(one -> one.instance().equals("a")).mapToInt(Sampler.Sample::life).max().orElse(0);
        var samples = sampler.samples().stream()
                .filter(one -> one.instance().equals("a") && one.life() == life)
                .toList();
        if (samples.isEmpty()) {
            return;
        }
        var from = samples.getFirst().at() + WARM_UP_SECONDS;
        var to = samples.getLast().at();
        add("threads", from, to, points(samples, Sampler.Sample::at, Sampler.Sample::threads), 1, 12);
        add("descriptors", from, to, points(samples, Sampler.Sample::at, Sampler.Sample::descriptors), 1, 30);
        add("RSS, MiB", from, to, points(samples, Sampler.Sample::at, Sampler.Sample::rssMib), 1.15, 64);
        var live = sampler.live().stream()
                .filter(one -> one.instance().equals("a") && one.life() == life)
                .toList();
        add("heap after a collection, MiB", from, to, points(live, Sampler.Live::at, Sampler.Live::heapMib), 1.2, 8);
        var quiet = entries.stream()
                .filter(one -> one.verdict() == Verdict.RIGHT && !disturbances.any(one.began(), one.ended()))
                .toList();
        for (var call : quiet.stream().map(Entry::call).distinct().sorted().toList()) {
            var of = quiet.stream().filter(one -> one.call().equals(call)).toList();
            add("median of " + call + ", ms", from, to, points(of, Entry::began, Entry::millis), 1.5, 25);
        }
    }

    private static <T> List<Chart.Point> points(List<T> all, ToDoubleFunction<T> at, ToDoubleFunction<T> value) {
        return all.stream()
                .map(one -> new Chart.Point(at.applyAsDouble(one), value.applyAsDouble(one)))
                .toList();
    }

    private void add(String measure, double from, double to, List<Chart.Point> points, double factor, double more) {
        var first = values(points, from, from + (to - from) / 3);
        var last = values(points, to - (to - from) / 3, to);
        var judged = to - from >= MIN_SECONDS && Math.min(first.size(), last.size()) >= MIN_VALUES;
        var before = Chart.quantile(first, 0.5);
        var after = Chart.quantile(last, 0.5);
        rows.add(new Row(measure, before, after, before * factor + more, judged, rises(points, from, to)));
    }

    private static boolean rises(List<Chart.Point> points, double from, double to) {
        var part = (to - from) / PARTS;
        var medians = new ArrayList<Double>();
        for (var i = 0; i < PARTS; i++) {
            var values = values(points, from + i * part, from + (i + 1) * part);
            if (values.size() < MIN_VALUES) {
                return false;
            }
            medians.add(Chart.quantile(values, 0.5));
        }
        for (var i = 1; i < PARTS; i++) {
            if (!(medians.get(i) > medians.get(i - 1))) {
                return false;
            }
        }
        return medians.getLast() > medians.getFirst() * 1.1;
    }

    private static List<Double> values(List<Chart.Point> points, double from, double to) {
        return points.stream()
                .filter(point -> point.at() >= from && point.at() <= to)
                .map(Chart.Point::value)
                .toList();
    }

    List<Row> rows() {
        return rows;
    }
}
