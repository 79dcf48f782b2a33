package soak;

import bench.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import soak.Person.Kind;

/**
 * Puts two servers behind HAProxy under the mixed load of several callers while faults are injected and an instance is
 * restarted each minute, and checks every answer. See README.md.
 *
 * <pre>java ops/soak/Soak.java [MINUTES=5] [CALLS_PER_SECOND=25] [SEED=1]</pre>
 */
final class Soak {
    private static final int MAX_MINUTES = 24 * 60;
    private static final int FIRST_FAULT_SECONDS = 12;
    private static final int FIRST_RESTART_SECONDS = 25;
    private static final int MINUTE = 60;
    private static final int QUIET_SECONDS = 16;

    private final Clock clock = new Clock();
    private final Journal journal = new Journal();
    private final Disturbances disturbances = new Disturbances(clock);
    private final Sampler sampler = new Sampler(clock);
    private final List<Person> people = new ArrayList<>();
    private final List<Writes> writers = new ArrayList<>();
    private final int seconds;
    private final double rate;
    private final long seed;
    private final Path folder;
    private final World world;
    private volatile boolean over;

    private Soak(double minutes, double rate, long seed) throws Exception {
        this.seconds = (int) (Math.min(MAX_MINUTES, minutes) * MINUTE);
        this.rate = rate;
        this.seed = seed;
        world = new World("ops/soak/Soak.java");
        folder = world.file("target/soak");
        Files.createDirectories(folder);
        try (var old = Files.list(folder)) {
            for (var file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        var minutes = args.length > 0 ? Double.parseDouble(args[0]) : 5;
        var rate = args.length > 1 ? Double.parseDouble(args[1]) : 25;
        var seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        var soak = new Soak(minutes, rate, seed);
        var good = false;
        try (var _ = soak.world) {
            good = soak.run();
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        var instances = List.of(instance("a"), instance("b"));
        try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : instances.stream().map(one -> starting.submit(() -> {
                one.start();
                return null;
            })).toList()) {
                started.get();
            }
        }
        var restarts = new Restarts(instances, disturbances, journal, clock);
        try (var balancer = new Balancer(folder, instances.getFirst(), instances.getLast());
                var client = new Client(balancer.url())) {
            world.control("POST", "/settings", "{\"credentialsSeconds\":600}");
            invite(client);
            System.out.printf("%d s, %.0f calls/s, seed %d, %d callers; results in %s%n", seconds, rate, seed, people.size(), folder);
            load(client, instances, restarts);
            verify(instances);
        }
        var report = new Report(folder, journal, disturbances, sampler, people, restarts.count(), seconds, rate, seed);
        for (var instance : instances) {
            report.logs(instance.logFiles());
            instance.terminate();
        }
        return report.write();
    }

    private Instance instance(String name) {
        return new Instance(name, world.file("."), folder, Map.ofEntries(
                Map.entry("QUILT_CATALOG_URL", world.field("catalogUrl")),
                Map.entry("QUILT_REGISTRY_URL", world.field("registryUrl")),
                Map.entry("AWS_ENDPOINT_URL_S3", world.field("s3Endpoint")),
                Map.entry("AWS_ENDPOINT_URL_STS", world.field("stsEndpoint")),
                Map.entry("AWS_ENDPOINT_URL_ATHENA", world.field("athenaEndpoint")),
                Map.entry("AWS_ENDPOINT_URL_GLUE", world.field("glueEndpoint")),
                Map.entry("QUILT_MCP_TOOLSETS", "full,admin"),
                Map.entry("QUILT_MCP_STATE_KEY", "one key for both instances of the soak"),
                // Nothing hangs, so that a response that comes late is the machine's fault: it does not matter here.
                Map.entry("QUILT_SERVICE_TIMEOUT", "120"),
                Map.entry("QUILT_MCP_SHUTDOWN_WAIT", "8s"),
                Map.entry("QUILT_MCP_SHUTDOWN_GRACE", "130s"),
                Map.entry("QUILT_MCP_RESOURCE_CACHE_TTL", Integer.toString(Writes.CACHE_SECONDS)),
                Map.entry("QUILT_MCP_DOCS_URL", "off")));
    }

    // --- Callers

    /** Creates the callers: an administrator, writers of whom one uses an API key, readers, and one without any bucket. */
    private void invite(Client client) throws Exception {
        person("admin", Kind.ADMIN, world.field("admin"), true);
        person("nobody", Kind.NOBODY, world.field("nobody"), true);
        var made = Json.parse(world.control("POST", "/people", "{\"count\":7}")).at("tokens");
        var names = new ArrayList<String>();
        if (made.value() instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add(name.toString()));
        }
        var host = session(people.getFirst(), client, 0);
        for (var i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var kind = i < 4 ? Kind.WRITER : Kind.READER;
            if (kind == Kind.WRITER) {
                host.tool("setup", "admin_user_set_role", Session.map("name", name, "role", "ReadWriteQuiltBucket"), _ -> "");
            }
            var key = world.control("POST", "/keys", "{\"user\":\"%s\",\"name\":\"key-%s\",\"days\":10}".formatted(name, name));
            var byKey = i == 3;
            person(name, kind, byKey ? Json.parse(key).at("secret").text() : made.at(name).text(), !byKey);
        }
    }

    private void person(String name, Kind kind, String token, boolean faulted) throws Exception {
        if (kind == Kind.ADMIN || kind == Kind.NOBODY) {
            world.control("POST", "/keys", "{\"user\":\"%s\",\"name\":\"key-%s\",\"days\":10}".formatted(name, name));
        }
        people.add(new Person(name, kind, token, faulted, people.size() + 1));
    }

    private Session session(Person person, Client client, int number) {
        return new Session(person, client, clock, disturbances, journal, new Random(seed * 1000 + number));
    }

    // --- The load

    private void load(Client client, List<Instance> instances, Restarts restarts) throws Exception {
        var jobs = new ArrayList<Job>();
        for (var person : people) {
            if (person.kind().writes()) {
                writers.add(new Writes(session(person, client, 100 + writers.size())));
            }
        }
        for (var person : people) {
            jobs.add(new Job(session(person, client, jobs.size()), Work.reading(writers)));
        }
        for (var one : writers) {
            jobs.add(new Job(one.session(), Work.writing(one)));
        }
        for (var round = 0; round < 2; round++) {
            jobs.get(people.size()).work().all(writers.getFirst().session());
            jobs.getFirst().work().all(jobs.getFirst().session());
        }
        journal.begin();
        clock.begin();
        var faults = new Faults(world, disturbances, people, new Random(seed));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var job : jobs) {
                running.add(threads.submit(() -> work(job, jobs.size() / rate)));
            }
            running.add(threads.submit(() -> {
                sleepUntil(FIRST_FAULT_SECONDS);
                while (clock.now() < seconds - QUIET_SECONDS) {
                    faults.inject();
                    Thread.sleep(4000);
                }
                return null;
            }));
            running.add(threads.submit(() -> {
                // On a busy machine a start can take longer than a minute: the next restart then waits for its own minute.
                for (var at = FIRST_RESTART_SECONDS; at < seconds - QUIET_SECONDS; at += MINUTE) {
                    if (clock.now() < at + MINUTE / 2) {
                        sleepUntil(at);
                        restarts.restart(seconds);
                    }
                }
                return null;
            }));
            var sampling = threads.submit(() -> {
                for (var round = 1; !over; round++) {
                    sampler.sample(instances, round);
                    Thread.sleep(1000);
                }
                return null;
            });
            while (clock.now() < seconds
                    && running.stream().noneMatch(it -> it.state() == Future.State.FAILED)) {
                Thread.sleep(1000);
            }
            over = true;
            for (var one : running) {
                one.get(5, TimeUnit.MINUTES);
            }
            sampling.get(5, TimeUnit.MINUTES);
        }
    }

    private record Job(Session session, Work work) {}

    private void work(Job job, double period) {
        // They begin one after the other.
        sleepUntil(job.session().random().nextDouble() * FIRST_FAULT_SECONDS);
        while (!over) {
            var began = clock.now();
            try {
                job.work().step(job.session());
                var rest = period * (0.5 + job.session().random().nextDouble()) - (clock.now() - began);
                Thread.sleep(Math.max(0, (long) (rest * 1000)));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                job.session().wrong("a response that could not be read: " + e);
            }
        }
    }

    private void sleepUntil(double second) {
        while (clock.now() < second && !over) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    // --- The end

    /** Checks every acknowledged write, and that the instances hold nothing once nobody calls. */
    private void verify(List<Instance> instances) throws Exception {
        writers.forEach(Writes::verify);
        Thread.sleep(1000);
        var before = sampler.live().size();
        for (var instance : instances) {
            sampler.heap(instance);
        }
        var rest = sampler.live().subList(before, sampler.live().size());
        if (rest.size() < instances.size()) {
            journal.wrong("only %d of %d instances told at the end what they hold".formatted(rest.size(), instances.size()));
        }
        rest.stream()
                .filter(one -> !(one.bytesHeld() == 0 && one.underWay() == 0))
                .forEach(one -> journal.wrong("%s holds %.0f bytes and %.0f calls at rest"
                        .formatted(one.instance(), one.bytesHeld(), one.underWay())));
    }
}
