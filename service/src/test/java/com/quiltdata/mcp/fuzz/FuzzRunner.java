package com.quiltdata.mcp.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mutates the corpora for some seconds each, without coverage, and prints a row for each target. */
final class FuzzRunner {
    private static final Path FINDINGS = Path.of("target", "fuzz");
    private static final int BETWEEN_LOOKS = 256;

    /** More processor time than an input of 8 KiB may take. */
    private static final long TOO_SLOW_NANOS = 2_000_000_000L;

    private FuzzRunner() {}

    /** Takes the seconds, the seed, and the targets; all without any. */
    public static void main(String[] args) throws IOException {
        var seconds = Integer.parseInt(args[0]);
        var seed = Long.parseLong(args[1]);
        var names = args.length > 2 ? List.of(args).subList(2, args.length) : List.copyOf(FuzzTargets.ALL.keySet());
        System.out.println("| target | inputs | a second | slowest ms | findings |\n|---|---|---|---|---|");
        var total = 0L;
        var found = 0;
        for (var name : names) {
            var findings = new HashMap<String, byte[]>();
            total += run(name, seconds, seed, findings);
            for (var finding : findings.entrySet()) {
                found++;
                var file = FINDINGS.resolve(
                        name + "-" + Integer.toHexString(finding.getKey().hashCode()));
                Files.createDirectories(FINDINGS);
                Files.write(file, finding.getValue());
                System.out.println("    " + file + ": " + finding.getKey());
            }
        }
        System.out.printf("%d inputs, seed %d, %d findings%n", total, seed, found);
        System.exit(found == 0 ? 0 : 1);
    }

    private static long run(String name, int seconds, long seed, Map<String, byte[]> findings) {
        var target = FuzzTargets.named(name);
        var inputs = FuzzCorpus.of(name).mutations(seed);
        var clock = ManagementFactory.getThreadMXBean();
        var start = System.nanoTime();
        var count = 0L;
        var slowest = 0L;
        while (count % BETWEEN_LOOKS != 0 || System.nanoTime() - start < seconds * 1_000_000_000L) {
            var input = inputs.next();
            var before = clock.getCurrentThreadCpuTime();
            try {
                target.check(input);
            } catch (Throwable e) {
                findings.putIfAbsent(kind(e), input);
            }
            var time = clock.getCurrentThreadCpuTime() - before;
            if (time > TOO_SLOW_NANOS) {
                findings.putIfAbsent("an input that takes more than 2 s", input);
            }
            if (time > slowest) {
                slowest = time;
                keepSlowest(name, input, time);
            }
            count++;
        }
        var elapsed = Math.max(1, (System.nanoTime() - start) / 1_000_000);
        System.out.printf(
                "| %s | %d | %d | %d | %d |%n",
                name, count, count * 1000 / elapsed, slowest / 1_000_000, findings.size());
        return count;
    }

    /** Returns the key of a finding: the fault and where it was thrown. */
    private static String kind(Throwable e) {
        var place = Arrays.stream(e.getStackTrace())
                .filter(it -> it.getClassName().startsWith("com.quiltdata"))
                .filter(it -> !it.getMethodName().equals("require"))
                .findFirst();
        var fault = e instanceof AssertionError
                ? e.toString().lines().findFirst().orElse("")
                : e.getClass().getName();
        return fault.substring(0, Math.min(160, fault.length())).replaceAll("(?s):.*", "") + " at "
                + place.map(String::valueOf).orElse("?");
    }

    private static void keepSlowest(String name, byte[] input, long nanos) {
        if (nanos > 100_000_000L) {
            try {
                Files.createDirectories(FINDINGS);
                Files.write(FINDINGS.resolve("slow-" + name), input);
            } catch (IOException e) {
                System.err.println(e);
            }
        }
    }
}
