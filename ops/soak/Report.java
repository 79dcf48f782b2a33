package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import soak.Journal.Entry;
import soak.Journal.Verdict;

/** What a run found: a table on standard output, and tables, a summary and pictures in the folder of results. */
final class Report {
    private final Path folder;
    private final Journal journal;
    private final Disturbances disturbances;
    private final Sampler sampler;
    private final List<Person> people;
    private final int restarts;
    private final int seconds;
    private final double rate;
    private final long seed;
    private final List<Entry> entries;
    private long logged;
    private long tokensInLogs;
    private long internalErrors;

    Report(
            Path folder,
            Journal journal,
            Disturbances disturbances,
            Sampler sampler,
            List<Person> people,
            int restarts,
            int seconds,
            double rate,
            long seed) {
        this.folder = folder;
        this.journal = journal;
        this.disturbances = disturbances;
        this.sampler = sampler;
        this.people = people;
        this.restarts = restarts;
        this.seconds = seconds;
        this.rate = rate;
        this.seed = seed;
        this.entries = journal.entries();
    }

    /** Looks for callers' tokens and for internal errors in logs. */
    void logs(List<Path> files) throws IOException {
        for (var file : files) {
            try (var lines = Files.lines(file)) {
                lines.forEach(line -> {
                    logged++;
                    tokensInLogs += people.stream().flatMap(one -> one.tokens().stream()).filter(line::contains).count();
                    internalErrors += line.startsWith("ERROR") && line.contains("error=") ? 1 : 0;
                });
            }
        }
    }

    /** Writes everything; returns whether nothing was wrong, lost, leaked or drifting, and whether that could be seen. */
    boolean write() throws IOException {
        var drift = new Drift(sampler, entries, disturbances);
        nothing().forEach(what -> journal.wrong("there was no " + what));
        var good = journal.wrong().isEmpty()
                && journal.lost().isEmpty()
                && tokensInLogs == 0
                && internalErrors == 0
                && drift.rows().stream().allMatch(Drift.Row::good);
        families();
        refusals();
        drift(drift);
        var summary = summary(good);
        System.out.println("\n" + summary);
        Files.writeString(folder.resolve("summary.json"), summary + "\n");
        Files.write(folder.resolve("wrong.txt"), journal.wrong());
        tables();
        pictures();
        return good;
    }

    /** Returns what there must be some of, lest a run in which nothing happened count as good. */
    private List<String> nothing() {
        var there = new TreeMap<String, Boolean>(Map.of(
                "line in the logs", logged > 0,
                "fault", disturbances.all().stream().anyMatch(one -> !one.label().startsWith("SIG")),
                "restart", restarts > 0,
                "acknowledged write that was verified at the end", journal.verifications() > 0));
        for (var name : List.of("a", "b")) {
            there.put("answer of " + name, entries.stream()
                    .anyMatch(one -> one.instance().equals(name) && one.verdict() == Verdict.RIGHT));
            there.put("sample of " + name, samples(name, Sampler.Sample::threads).size() > 0);
        }
        people.forEach(person -> there.put("right answer to " + person.name(), entries.stream()
                .anyMatch(one -> one.person().equals(person.name()) && one.verdict() == Verdict.RIGHT)));
        there.values().removeIf(is -> is);
        return List.copyOf(there.keySet());
    }

    private void families() {
        System.out.println("\n| family | calls | right | refused | wrong | p50 ms | p95 ms | p99 ms |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        var groups = entries.stream().collect(Collectors.groupingBy(Entry::family, TreeMap::new, Collectors.toList()));
        groups.put("all", entries);
        groups.forEach((family, of) -> System.out.printf(
                Locale.ROOT, "| %s | %d | %d | %d | %d | %.0f | %.0f | %.0f |%n",
                family, of.size(), count(of, Verdict.RIGHT), count(of, Verdict.REFUSED), count(of, Verdict.WRONG),
                quantile(of, 0.5), quantile(of, 0.95), quantile(of, 0.99)));
    }

    private static long count(List<Entry> of, Verdict verdict) {
        return of.stream().filter(one -> one.verdict() == verdict).count();
    }

    private static double quantile(List<Entry> of, double share) {
        return Chart.quantile(of.stream().map(Entry::millis).toList(), share);
    }

    private void refusals() {
        System.out.println("\n| during | refusal | times |\n|---|---|---|");
        journal.refusals().forEach((kind, times) -> System.out.printf("| %s | %d |%n", kind, times));
    }

    private static void drift(Drift drift) {
        System.out.println("\n| instance a, after its last start | first third | last third | bound | |\n|---|---|---|---|---|");
        drift.rows().forEach(row -> System.out.println(row.text()));
    }

    private String summary(boolean good) {
        var faults = disturbances.all().stream().filter(one -> !one.label().startsWith("SIG")).count();
        var kills = disturbances.all().stream().filter(one -> one.label().startsWith("SIGKILL")).count();
        return Json.of(Session.map(
                "good", good,
                "seconds", seconds,
                "seed", seed,
                "callers", people.size(),
                "calls_per_second", rate,
                "calls", entries.size(),
                "faults", faults,
                "restarts", restarts,
                "kills", kills,
                "refusals", count(entries, Verdict.REFUSED),
                "wrong_answers", journal.wrong().size(),
                "writes_acknowledged", journal.writes(),
                "writes_verified_at_the_end", journal.verifications(),
                "writes_lost", journal.lost().size(),
                "tokens_in_logs", tokensInLogs,
                "internal_errors", internalErrors,
                "p50_ms", Math.round(quantile(entries, 0.5)),
                "p95_ms", Math.round(quantile(entries, 0.95)),
                "p99_ms", Math.round(quantile(entries, 0.99))));
    }

    private void tables() throws IOException {
        csv("calls.csv", "began,ended,family,call,caller,instance,verdict", entries.stream().map(one -> String.format(
                Locale.ROOT, "%.3f,%.3f,%s,%s,%s,%s,%s", one.began(), one.ended(), one.family(), one.call(),
                one.person(), one.instance(), one.verdict())).toList());
        csv("samples.csv", "at,instance,life,rss_mib,threads,descriptors,sockets", sampler.samples().stream().map(one ->
                String.format(Locale.ROOT, "%.1f,%s,%d,%.1f,%d,%d,%d", one.at(), one.instance(), one.life(),
                        one.rssMib(), one.threads(), one.descriptors(), one.sockets())).toList());
        csv("heap.csv", "at,instance,life,heap_mib,bytes_held,calls_under_way", sampler.live().stream().map(one ->
                String.format(Locale.ROOT, "%.1f,%s,%d,%.1f,%.0f,%.0f", one.at(), one.instance(), one.life(),
                        one.heapMib(), one.bytesHeld(), one.underWay())).toList());
        csv("disturbances.csv", "begin,end,what,callers", disturbances.all().stream().map(one -> String.format(
                Locale.ROOT, "%.1f,%.1f,%s,%s", one.begin(), one.end(), one.label(), one.people())).toList());
    }

    private void csv(String name, String head, List<String> lines) throws IOException {
        var all = new ArrayList<>(List.of(head));
        all.addAll(lines);
        Files.write(folder.resolve(name), all);
    }

    private void pictures() throws IOException {
        var step = seconds > 600 ? 5 : 1;
        var latency = new Chart("Latency of all calls, over " + step + " s each", "ms", seconds, true);
        latency.line("median", over(step, 0.5)).line("95th percentile", over(step, 0.95));
        latency.write(folder.resolve("latency.svg"), disturbances.all());
        var memory = new Chart("Memory of the instances: resident, and heap after a full collection", "MiB", seconds, false);
        var rest = new Chart("Threads and descriptors of the instances", "number", seconds, false);
        for (var name : List.of("a", "b")) {
            memory.line(name + " resident", samples(name, Sampler.Sample::rssMib));
            var live = sampler.live().stream().filter(one -> one.instance().equals(name) && one.at() <= seconds).toList();
            memory.line(name + " live heap", broken(live, Sampler.Live::life, Sampler.Live::at, Sampler.Live::heapMib));
            rest.line(name + " threads", samples(name, Sampler.Sample::threads));
            rest.line(name + " descriptors", samples(name, Sampler.Sample::descriptors));
        }
        memory.write(folder.resolve("memory.svg"), disturbances.all());
        rest.write(folder.resolve("threads.svg"), disturbances.all());
    }

    private List<Chart.Point> over(int step, double share) {
        var groups = entries.stream()
                .filter(one -> one.began() >= 0 && one.began() < seconds)
                .collect(Collectors.groupingBy(one -> (int) (one.began() / step), TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(each -> new Chart.Point(each.getKey() * step, quantile(each.getValue(), share)))
                .toList();
    }

    private List<Chart.Point> samples(String instance, ToDoubleFunction<Sampler.Sample> value) {
        Predicate<Sampler.Sample> own = one -> one.instance().equals(instance) && one.at() <= seconds;
        return broken(sampler.samples().stream().filter(own).toList(), Sampler.Sample::life, Sampler.Sample::at, value);
    }

    /** Returns points in which a new life of the instance interrupts the line. */
    private static <T> List<Chart.Point> broken(
            List<T> all, ToDoubleFunction<T> life, ToDoubleFunction<T> at, ToDoubleFunction<T> value) {
        var points = new ArrayList<Chart.Point>();
        for (var i = 0; i < all.size(); i++) {
            var one = all.get(i);
            if (i > 0 && life.applyAsDouble(one) != life.applyAsDouble(all.get(i - 1))) {
                points.add(new Chart.Point(at.applyAsDouble(one), Double.NaN));
            }
            points.add(new Chart.Point(at.applyAsDouble(one), value.applyAsDouble(one)));
        }
        return points;
    }
}
