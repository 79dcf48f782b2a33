package com.quiltdata.mcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.process.ToolCalls.Outcome;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that ends while it writes: what it has acknowledged is there, and another server reports what it has done. */
class ProcessEndIT {
    private static final String BUCKET = "quilt-example";
    private static final String SAME = "The new revision has the top hash of its base: nothing changed.";
    private static final long PATIENCE_SECONDS = 120;

    private static SandboxProcess sandbox;
    private static ServerProcess other;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        other = server(Map.of());
    }

    @AfterAll
    static void stop() {
        other.close();
    }

    @AfterEach
    void clear() {
        sandbox.clearFaults();
    }

    private static ServerProcess server(Map<String, String> more) {
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.put("QUILT_MCP_SQL_WRITES", "true");
        environment.put("QUILT_MCP_TOOLS_ALLOWED", "full,admin");
        environment.putAll(more);
        return ServerProcess.start(environment);
    }

    private static void await(String what, BooleanSupplier holds) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s %s", what, missing()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** A change of which the server does not hear that it was made, and the fault that keeps it from hearing. */
    private enum Change {
        PUT("apikey", "\"path\":\"s3\"", "bucket_objects_put"),
        CREATE("writer", "\"operation\":\"PackageConstruct\"", "package_create"),
        PROMOTE("writer", "\"operation\":\"PackagePromote\"", "package_promote"),
        DELETE("writer", "\"operation\":\"PackageRevisionDelete\"", "package_delete"),
        STATEMENT("writer", "\"operation\":\"StartQueryExecution\"", "athena_statement_execute"),
        USER("admin", "\"operation\":\"AdminUserCreate\"", "admin_user_create");

        private final String token;
        private final String affected;
        private final String tool;

        Change(String token, String affected, String tool) {
            this.token = token;
            this.affected = affected;
            this.tool = tool;
        }

        void withhold() {
            sandbox.fault(
                    "{\"token\":\"%s\",%s,\"after\":true,\"times\":1,\"delayMs\":600000}".formatted(token, affected));
        }

        Outcome on(ServerProcess server, Map<String, ?> more) {
            var arguments = new HashMap<String, Object>(arguments());
            arguments.putAll(more);
            return new ToolCalls(server, sandbox.token(token)).call(tool, arguments);
        }

        private Map<String, Object> arguments() {
            return switch (this) {
                case PUT ->
                    Map.of("bucket", BUCKET, "items", List.of(Map.of("key", "killed/put.txt", "text", "written")));
                case CREATE ->
                    Map.of(
                            "package_name",
                            "killed/created",
                            "registry",
                            BUCKET,
                            "message",
                            "before the kill",
                            "s3_uris",
                            List.of("s3://quilt-example/data/storms.csv"));
                case PROMOTE ->
                    Map.of(
                            "bucket", "quilt-lab",
                            "name", "lab/raw",
                            "target_bucket", BUCKET,
                            "target_name", "killed/promoted",
                            "message", "before the kill");
                case DELETE -> Map.of("package_name", "killed/deleted", "registry", BUCKET, "confirm", true);
                case STATEMENT ->
                    Map.of(
                            "statement",
                            "CREATE TABLE lab.killed WITH (format = 'PARQUET') AS SELECT 1 AS n",
                            "confirm",
                            true);
                case USER -> Map.of("name", "killed", "email", "killed@example.com", "role", "ReadQuiltBucket");
            };
        }
    }

    private static Outcome asWriter(String tool, Map<String, ?> arguments) {
        return new ToolCalls(other, sandbox.token("writer")).call(tool, arguments);
    }

    private static List<String> revisions(String name) {
        var hashes = new ArrayList<String>();
        asWriter("package_revisions", Map.of("bucket", BUCKET, "name", name))
                .content()
                .path("revisions")
                .forEach(it -> hashes.add(it.path("revision").asText()));
        return hashes;
    }

    @Test
    void anotherServerReportsWhatAKilledServerHasDone() {
        assertThat(asWriter(
                        "package_create",
                        Map.of(
                                "package_name",
                                "killed/deleted",
                                "registry",
                                BUCKET,
                                "s3_uris",
                                List.of("s3://quilt-example/data/storms.csv"))))
                .matches(Outcome::good);
        try (var victim = server(Map.of("QUILT_SERVICE_TIMEOUT", "300"))) {
            var warm = new ToolCalls(victim, sandbox.token("apikey"))
                    .call(
                            "bucket_objects_put",
                            Map.of("bucket", BUCKET, "items", List.of(Map.of("key", "killed/warm.txt", "text", "x"))));
            assertThat(warm).matches(Outcome::good);
            for (var change : Change.values()) {
                change.withhold();
            }
            var underWay = ToolCalls.begin(IntStream.range(0, Change.values().length)
                    .mapToObj(i -> (Supplier<Outcome>) () -> Change.values()[i].on(victim, Map.of()))
                    .toList());
            await("changes that are not made", () -> missing().isEmpty());
            assertThat(underWay)
                    .as("the server does not know of the changes when it is killed")
                    .noneMatch(Future::isDone);
        }
        sandbox.clearFaults();
        var hash = revisions("killed/created").getFirst();
        var promoted = revisions("killed/promoted").getFirst();
        var lines = new HashMap<Change, String>();
        for (var change : Change.values()) {
            lines.put(change, change.on(other, Map.of()).text());
        }
        var again = Change.CREATE.on(other, Map.of("overwrite", true)).text();
        var promotedAgain = Change.PROMOTE.on(other, Map.of("overwrite", true)).text();
        assertThat(lines.get(Change.PUT)).contains("already exists");
        assertThat(lines.get(Change.CREATE)).contains("already exists", hash, "before the kill");
        assertThat(lines.get(Change.PROMOTE)).contains("already exists", promoted, "before the kill");
        assertThat(lines.get(Change.DELETE)).contains("No package");
        assertThat(lines.get(Change.STATEMENT)).containsIgnoringCase("exist");
        assertThat(lines.get(Change.USER)).contains("already taken");
        assertThat(again).contains(SAME, hash);
        assertThat(promotedAgain).contains(SAME, promoted);
    }

    /** The changes that cannot be seen yet. */
    private static List<Change> missing() {
        var admin = new ToolCalls(other, sandbox.token("admin"));
        return Stream.of(Change.values())
                .filter(change -> !switch (change) {
                    case PUT ->
                        asWriter("bucket_object_info", Map.of("s3_uri", "s3://quilt-example/killed/put.txt"))
                                .good();
                    case CREATE -> !revisions("killed/created").isEmpty();
                    case PROMOTE -> !revisions("killed/promoted").isEmpty();
                    case DELETE -> revisions("killed/deleted").isEmpty();
                    case STATEMENT ->
                        asWriter("athena_query", Map.of("sql", "SELECT * FROM lab.killed"))
                                .good();
                    case USER ->
                        admin.call("admin_user_get", Map.of("name", "killed")).good();
                })
                .toList();
    }

    /** How a call ended that a server under load got at some time around its end. */
    private sealed interface Ending {
        record Acknowledged(String key) implements Ending {}

        record Refused(int status, String text) implements Ending {}

        record NotAccepted() implements Ending {}

        record BrokenOff(String why) implements Ending {}
    }

    @Test
    void acknowledgedWritesAreThereAndEveryCallIsAnsweredAfterSigterm() {
        Queue<Ending> endings = new ConcurrentLinkedQueue<>();
        var stuck = sandbox.people(1).getFirst();
        try (var server = server(Map.of(
                "QUILT_MCP_SHUTDOWN_WAIT", "1s", "QUILT_MCP_SHUTDOWN_GRACE", "5s", "QUILT_SERVICE_TIMEOUT", "300"))) {
            var stuckCaller = new ToolCalls(server, stuck.token());
            assertThat(stuckCaller.call("bucket_list", Map.of())).matches(Outcome::good);
            sandbox.fault("{\"path\":\"/graphql\",\"token\":\"%s\",\"delayMs\":600000}".formatted(stuck.name()));
            var hanging = ToolCalls.begin(List.<Supplier<Ending>>of(
                    () -> ending("stuck", () -> stuckCaller.call("bucket_list", Map.of()))));
            var load = ToolCalls.begin(IntStream.range(0, 12)
                    .mapToObj(number -> (Supplier<Boolean>) () -> write(server, number, endings))
                    .toList());
            await("twenty acknowledged writes", () -> acknowledged(endings) > 20);
            server.child().terminate();
            assertThat(server.child().exit()).isEqualTo(128 + 15);
            load.forEach(one -> one.join());
            assertThat(hanging.getFirst().join())
                    .isInstanceOfSatisfying(
                            Ending.Refused.class, it -> assertThat(it.text()).contains("the server is stopping"));
        }
        var lost = endings.stream()
                .filter(it -> it instanceof Ending.Acknowledged(var key) && !isThere(key))
                .count();
        System.out.printf("calls=%d acknowledged=%d lost=%d%n", endings.size(), acknowledged(endings), lost);
        assertThat(lost).isZero();
        assertThat(endings).noneMatch(it -> it instanceof Ending.BrokenOff);
    }

    private static long acknowledged(Queue<Ending> endings) {
        return endings.stream().filter(it -> it instanceof Ending.Acknowledged).count();
    }

    private static boolean isThere(String key) {
        return asWriter("bucket_object_info", Map.of("s3_uri", "s3://" + BUCKET + "/" + key))
                .good();
    }

    /** Writes one object after another until the server takes no more connections. */
    private static boolean write(ServerProcess server, int number, Queue<Ending> endings) {
        var caller = new ToolCalls(server, sandbox.token("writer"));
        for (var i = 0; ; i++) {
            var key = "ended/%d-%d.txt".formatted(number, i);
            var ending = ending(
                    key,
                    () -> caller.call(
                            "bucket_objects_put",
                            Map.of(
                                    "bucket",
                                    BUCKET,
                                    "items",
                                    List.of(Map.of("key", key, "text", key)),
                                    "overwrite",
                                    true,
                                    "confirm",
                                    true)));
            endings.add(ending);
            if (ending instanceof Ending.NotAccepted || ending instanceof Ending.BrokenOff) {
                return true;
            }
        }
    }

    private static Ending ending(String key, Supplier<Outcome> calling) {
        try {
            var outcome = calling.get();
            return outcome.good() && !outcome.text().contains("\"error\"")
                    ? new Ending.Acknowledged(key)
                    : new Ending.Refused(outcome.status(), outcome.text());
        } catch (UncheckedIOException | CompletionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ConnectException) {
                    return new Ending.NotAccepted();
                }
            }
            return new Ending.BrokenOff(String.valueOf(e.getCause()));
        }
    }
}
