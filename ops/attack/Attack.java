package attack;

import bench.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the known attacks against a server with the minimal task's heap while another caller uses it: for each row it starts
 * the sandbox and the server from their jars, attacks for some seconds, and prints the attacker's responses, the heap in use
 * after garbage collections, whether the process survived, and the results of the other caller and of {@code /health}.
 *
 * <pre>java ops/attack/Attack.java [ROW …] [SECONDS=60]</pre>
 *
 * <p>Exits with 1 if a process died or the other caller got an error.
 */
final class Attack {
    private static final int HEAP_MIB = 512;
    private static final int LONGEST_SECONDS = 300;
    private static final int WARM_CALLS = 30;

    private final int seconds;
    private final Path logs;
    private boolean failed;

    private Attack(int seconds, Path logs) {
        this.seconds = seconds;
        this.logs = logs;
    }

    public static void main(String[] args) throws Exception {
        var names = new ArrayList<String>();
        var seconds = 60;
        for (var arg : args) {
            if (arg.matches("\\d+")) {
                seconds = Math.min(LONGEST_SECONDS, Integer.parseInt(arg));
            } else {
                names.add(arg);
            }
        }
        var rows = Rows.named(names);
        var attack = new Attack(seconds, Files.createTempDirectory("attack"));
        System.out.printf("Heap %d MiB, %d s for each row, logs of the garbage collector in %s%n%n", HEAP_MIB, seconds, attack.logs);
        System.out.println("| row | attack | attacker met | attacker's median ms | peak heap after a collection, MiB (%) |"
                + " after a full one | process | other caller: calls | errors | p99 ms | slowest /health ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (var row : rows) {
            attack.run(row);
        }
        System.exit(attack.failed ? 1 : 0);
    }

    private void run(Row row) throws IOException, InterruptedException {
        var log = logs.resolve(row.name() + ".log");
        try (var world = new World("ops/attack/Attack.java")) {
            var flags = new ArrayList<>(List.of(
                    "@" + world.file("ops/image/options"),
                    "-Xmx" + HEAP_MIB + "m",
                    "-Xlog:gc*:file=" + log + ":tags:filecount=0"));
            flags.addAll(List.of(System.getProperty("server.flags", "").strip().split("\\s+")));
            flags.removeIf(String::isEmpty);
            var server = world.serve(world.serverJar(), flags, Map.of());
            print(row, log, measure(row, world, server), server.process());
        }
    }

    /** Attacks until the time is over or the process has exited. */
    private Observed measure(Row row, World world, World.Server server) throws InterruptedException {
        var other = new OtherCaller(server.url(), world.field("writer"), server.process()::isAlive);
        other.warm(WARM_CALLS);
        var health = new Health(server.url(), server.process()::isAlive);
        var tally = new Tally();
        var target = new Target(world, server, tally, seconds);
        Throwable broken = null;
        try (health;
                other) {
            health.start();
            other.start();
            try {
                row.attack().against(target);
            } catch (Exception e) {
                broken = e;
                target.begin();
            }
            while (!target.over()) {
                Thread.sleep(50);
            }
        }
        if (broken != null) {
            System.err.println(row.name() + " could not be run: " + broken);
        }
        return new Observed(tally, other, health);
    }

    private record Observed(Tally tally, OtherCaller other, Health health) {}

    private void print(Row row, Path log, Observed seen, Process process) throws IOException {
        var died = !process.isAlive();
        failed |= died || seen.other().errors() > 0;
        var any = Heap.peak(log, Heap.ANY);
        System.out.printf(
                "| %s | %s | %s | %d | %d (%d %%) | %d | %s | %d | %s | %d | %s |%n",
                row.name(),
                row.what(),
                seen.tally().statuses(),
                seen.tally().median(),
                any,
                any * 100 / HEAP_MIB,
                Heap.peak(log, Heap.FULL),
                died ? "died, status " + process.exitValue() : "survived",
                seen.other().calls(),
                seen.other().faults(),
                seen.other().p99(),
                seen.health().slowest());
    }
}
