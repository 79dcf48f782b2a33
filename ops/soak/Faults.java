package soak;

import bench.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import soak.Disturbances.Disturbance;
import soak.Disturbances.Excuse;

/** Injects faults of the sandbox, one after the other, by a schedule that the seed decides. */
final class Faults {
    private static final String S3_SLOW_DOWN =
            "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";
    private static final String S3_EXPIRED =
            "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>";
    private static final double AFTER_BREAKER = 14;
    private static final double AFTER_FAULT = 1;
    private static final String REGISTRY = "\"path\":\"/graphql\"";
    private static final String S3 = "\"path\":\"s3\"";

    /** Kinds of faults: what the sandbox does, to how many callers (0: to all), for which families, and what it excuses. */
    private static final List<Kind> KINDS = List.of(
            new Kind("registry 500", REGISTRY + ",\"status\":500", 2, "", Excuse.REFUSAL),
            new Kind("registry resets", REGISTRY + ",\"kind\":\"reset\"", 1, "", Excuse.REFUSAL),
            new Kind("registry drops after the change", REGISTRY + ",\"kind\":\"drop\",\"after\":true", 1, "", Excuse.REFUSAL),
            new Kind("registry slow", REGISTRY + ",\"delayMs\":800", 3, "", Excuse.NOTHING),
            new Kind("registry 429", REGISTRY + ",\"status\":429,\"headers\":{\"Retry-After\":\"2\"}", 1, "", Excuse.REFUSAL),
            new Kind("registry web page", REGISTRY + ",\"kind\":\"web_page\",\"status\":200", 1, "", Excuse.REFUSAL),
            new Kind("registry half a response", REGISTRY + ",\"status\":200,\"body\":\"{\\\"data\\\":{\"", 1, "", Excuse.REFUSAL),
            new Kind("registry 401", REGISTRY + ",\"status\":401", 1, "", Excuse.REFUSAL),
            new Kind("exchange 500", "\"path\":\"/api/auth/get_credentials\",\"status\":500", 2, "", Excuse.REFUSAL),
            new Kind("S3 throttles", S3 + ",\"status\":503,\"body\":\"" + S3_SLOW_DOWN + "\"", 2, "", Excuse.REFUSAL),
            new Kind("S3 resets", S3 + ",\"kind\":\"reset\"", 1, "", Excuse.REFUSAL),
            new Kind("S3 drops after the change", S3 + ",\"kind\":\"drop\",\"after\":true", 1, "", Excuse.REFUSAL),
            new Kind("S3 slow", S3 + ",\"delayMs\":400", 3, "", Excuse.NOTHING),
            new Kind("S3 says expired", S3 + ",\"status\":400,\"body\":\"" + S3_EXPIRED + "\"", 2, "", Excuse.REFUSAL),
            new Kind("S3 says expired once", S3 + ",\"times\":1,\"status\":400,\"body\":\"" + S3_EXPIRED + "\"", 1, "", Excuse.NOTHING),
            new Kind("Athena throttles", "", 0, "sql", Excuse.REFUSAL),
            new Kind("Glue 500", "\"path\":\"glue\",\"status\":500", 2, "sql", Excuse.REFUSAL),
            new Kind("registry 503 for all", REGISTRY + ",\"status\":503", 0, "", Excuse.REFUSAL),
            new Kind("S3 resets for all", S3 + ",\"kind\":\"reset\"", 0, "", Excuse.REFUSAL));

    private record Kind(String label, String fault, int people, String family, Excuse excuse) {}

    private final World world;
    private final Disturbances disturbances;
    private final List<Person> people;
    private final Random random;
    private final List<Kind> left = new ArrayList<>();

    Faults(World world, Disturbances disturbances, List<Person> people, Random random) {
        this.world = world;
        this.disturbances = disturbances;
        this.people = people.stream().filter(Person::faulted).toList();
        this.random = random;
    }

    /** Injects the next fault for some seconds. Each kind occurs once before any occurs again. */
    void inject() throws IOException, InterruptedException {
        if (left.isEmpty()) {
            left.addAll(KINDS);
            Collections.shuffle(left, random);
        }
        var kind = left.removeLast();
        var chosen = new ArrayList<>(people);
        Collections.shuffle(chosen, random);
        chosen.subList(Math.min(chosen.size(), kind.people()), chosen.size()).clear();
        var seconds = 4 + random.nextInt(4);
        var names = chosen.stream().map(Person::name).collect(Collectors.toSet());
        var begun = disturbances.begin(kind.label(), names, kind.family(), kind.excuse());
        System.out.printf("%6.1f s  fault for %d s: %s, %s%n", begun.begin(), seconds, kind.label(), begun.people());
        begin(kind, names);
        Thread.sleep(seconds * 1000L);
        clear(kind, chosen, begun);
    }

    private void begin(Kind kind, Set<String> names) throws IOException, InterruptedException {
        if (kind.fault().isEmpty()) {
            world.control("POST", "/settings", "{\"sql\":{\"throttle\":6}}");
        } else if (names.isEmpty()) {
            world.control("POST", "/faults", "{" + kind.fault() + "}");
        }
        for (var name : names) {
            world.control("POST", "/faults", "{\"token\":\"" + name + "\"," + kind.fault() + "}");
        }
    }

    private void clear(Kind kind, List<Person> chosen, Disturbance begun) throws IOException, InterruptedException {
        if (kind.fault().isEmpty()) {
            world.control("POST", "/settings", "{\"sql\":{\"throttle\":0}}");
        }
        world.control("DELETE", "/faults", "");
        if (kind.label().equals("registry 401")) {
            // The server may remember the refusal, so the callers sign in again.
            for (var person : chosen) {
                var body = "{\"user\":\"" + person.name() + "\"}";
                person.token(Json.parse(world.control("POST", "/tokens", body)).at("tokens/" + person.name()).text());
            }
        }
        disturbances.end(begun, kind.people() == 0 && !kind.fault().isEmpty() ? AFTER_BREAKER : AFTER_FAULT);
    }
}
