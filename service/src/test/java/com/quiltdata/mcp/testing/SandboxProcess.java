package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox catalog, started from its jar when first asked for and ended with the JVM.
 *
 * <p>The jar is {@code ../ops/sandbox/target/quilt-sandbox.jar}, or what the system property {@code sandbox.jar} names;
 * it is built when it is missing. Its log is
 * {@code target/sandbox-N.log}, where N is the number of the test process.
 */
public final class SandboxProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "READY ";

    /** A sandbox lives too briefly for the second compiler to pay off, except in long runs, which set the property. */
    private static final String COMPILER = System.getProperty("sandbox.compiler", "-XX:TieredStopAtLevel=1");

    private static final int BUILD_MINUTES = 5;
    private static final long START_SECONDS = ChildProcess.PATIENCE_SECONDS;

    private final Process process;
    private final JsonNode ready;

    private SandboxProcess(Process process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    private static final class Holder {
        static final SandboxProcess SHARED = start("sandbox");
    }

    private static final class Written {
        static final SandboxProcess SHARED = start("sandbox-written");
    }

    private static final class Searched {
        static final SandboxProcess SHARED = start("sandbox-searched");
    }

    private static final class Seeded {
        static final SandboxProcess SHARED = start("sandbox-seeded");
    }

    /** The one sandbox of this JVM, started when first asked for. */
    public static SandboxProcess shared() {
        return Holder.SHARED;
    }

    /** Another one, for tests that leave packages behind, which the listings of the first do not expect. */
    public static SandboxProcess written() {
        return Written.SHARED;
    }

    /** Another one, whose objects are those of its seed and of the table of queries. */
    public static SandboxProcess searched() {
        return Searched.SHARED;
    }

    /** Another one, which holds its seed and nothing else: no test writes to it. */
    public static SandboxProcess seeded() {
        return Seeded.SHARED;
    }

    /** Starts one that belongs to its caller alone; its log is {@code target/<name>-N.log}. */
    public static SandboxProcess started(String name) {
        return start(name);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public String catalogUrl() {
        return text("catalogUrl");
    }

    public String registryUrl() {
        return text("registryUrl");
    }

    public String s3Endpoint() {
        return text("s3Endpoint");
    }

    public String stsEndpoint() {
        return text("stsEndpoint");
    }

    public String athenaEndpoint() {
        return text("athenaEndpoint");
    }

    public String glueEndpoint() {
        return text("glueEndpoint");
    }

    /** Sets what S3 does with a bucket. */
    public void bucketProperties(String json) {
        control("POST", "/bucket-properties", json);
    }

    /** The token of one of the sandbox's users, by the name that the READY line gives it. */
    public String token(String name) {
        var token = ready.path("tokens").path(name);
        if (!token.isTextual()) {
            throw new IllegalArgumentException("the sandbox has no token " + name + ": " + names(ready.path("tokens")));
        }
        return token.textValue();
    }

    /** A new token of a user, by the user's name. */
    public String tokenOf(String user) {
        return control("POST", "/tokens", "{\"user\":\"%s\"}".formatted(user))
                .at("/tokens/" + user)
                .asText();
    }

    /** A new token of a user, with a name of its own in faults and in the record of requests. */
    public String tokenOf(String user, String name) {
        return control("POST", "/tokens", "{\"user\":\"%s\",\"name\":\"%s\"}".formatted(user, name))
                .at("/tokens/" + name)
                .asText();
    }

    /** The READY line as it is, for what has no accessor. */
    public JsonNode ready() {
        return ready;
    }

    /** Makes the sandbox misbehave as the JSON document says, until {@link #clearFaults}. */
    public void fault(String json) {
        control("POST", "/faults", json);
    }

    public void clearFaults() {
        control("DELETE", "/faults", null);
    }

    /** What reached the sandbox since the last {@link #clearRequests}. */
    public JsonNode requests() {
        return control("GET", "/requests", null);
    }

    /** The {@link #requests} without those of health checks and of the verification of tokens, which come at any time. */
    public List<JsonNode> callRequests() {
        return requests()
                .valueStream()
                .filter(request -> !request.path("path").asText().equals("/config.json"))
                .filter(request -> !request.path("operationName").asText().equals("Session"))
                .toList();
    }

    public void clearRequests() {
        control("DELETE", "/requests", null);
    }

    /** Makes another of the user's roles the active one. */
    public void switchRole(String user, String role) {
        control("POST", "/roles", "{\"user\":\"%s\",\"role\":\"%s\"}".formatted(user, role));
    }

    public void settings(String json) {
        control("POST", "/settings", json);
    }

    /** A user made by {@link #people}. */
    public record Person(String name, String token) {}

    /** Makes this many new users, who read quilt-example. */
    public List<Person> people(int count) {
        return control("POST", "/people", "{\"count\":" + count + "}").path("tokens").properties().stream()
                .map(one -> new Person(one.getKey(), one.getValue().textValue()))
                .toList();
    }

    /** Makes another role of this user the active one. */
    public void role(String user, String role) {
        control("POST", "/roles", "{\"user\":\"%s\",\"role\":\"%s\"}".formatted(user, role));
    }

    /** Adds an API key of a user, valid for a day, and returns its id. */
    public String apiKey(String user, String name) {
        return newKey(user, name).path("id").asText();
    }

    /** Adds an API key of a user, valid for a day, and returns its id and secret. */
    public JsonNode newKey(String user, String name) {
        return control("POST", "/keys", "{\"user\":\"%s\",\"name\":\"%s\",\"days\":1}".formatted(user, name));
    }

    /** Creates a bucket in S3, outside the stack. */
    public void bucket(String name) {
        control("POST", "/buckets", "{\"name\":\"%s\"}".formatted(name));
    }

    private JsonNode control(String method, String path, @Nullable String body) {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(text("control") + path))
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        try {
            var response = BoundedHttp.shared().send(request);
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String text(String field) {
        var value = ready.path(field);
        if (!value.isTextual()) {
            throw new IllegalStateException("the READY line lacks " + field + ": " + names(ready));
        }
        return value.textValue();
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.properties().stream().map(e -> e.getKey()).toList());
    }

    private static SandboxProcess start(String name) {
        var jar = Path.of(System.getProperty("sandbox.jar", "../ops/sandbox/target/quilt-sandbox.jar"));
        try {
            if (!Files.isRegularFile(jar)) {
                build(jar);
            }
            var process = launch(jar, name);
            return new SandboxProcess(process, JSON.readTree(readyLine(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds the jar once, however many test processes miss it: the first of a fresh clone, or after a clean. */
    private static void build(Path jar) throws IOException {
        var lock = Files.createDirectories(Path.of("target")).resolve("sandbox-build.lock");
        try (var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            if (Files.isRegularFile(jar)) {
                return;
            }
            var maven = new ProcessBuilder("mvn", "-B", "-q", "-DskipTests", "-pl", "ops/sandbox", "package")
                    .directory(Path.of("..").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "sandbox-build.log").toFile())
                    .start();
            if (!maven.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || maven.exitValue() != 0) {
                throw new IllegalStateException(
                        "The sandbox's jar is missing and its build failed, see service/target/sandbox-build.log: "
                                + "mvn -q -DskipTests -pl ops/sandbox package builds it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(Path jar, String name) throws IOException {
        var log = Path.of("target", "%s-%s.log".formatted(name, System.getProperty("surefire.forkNumber", "1")));
        Files.createDirectories(log.toAbsolutePath().getParent());
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        COMPILER,
                        "-Xmx512m",
                        "-jar",
                        jar.toString(),
                        "--exit-with-parent")
                .redirectError(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** Reads up to the READY line, and goes on reading so that the child never blocks on a full pipe. */
    private static String readyLine(Process process) {
        var line = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("sandbox-stdout").start(() -> drain(process, line));
        try {
            return line.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the sandbox did not start, see its log in service/target", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void drain(Process process, CompletableFuture<String> ready) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()));
                }
            }
            ready.completeExceptionally(new IllegalStateException("the sandbox ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
