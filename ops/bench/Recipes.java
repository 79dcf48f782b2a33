package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How to start the service and each peer. */
final class Recipes {
    private static final Map<String, String> MCP = Map.of("call", "/mcp", "list", "/mcp", "upstream", "/mcp");
    private static final Map<String, String> LIMIT =
            Map.of("call", "/call", "list", "/list", "upstream", "/upstream");
    private static final Map<String, String> JERSEY = Map.of("call", "/call", "list", "/list");

    /** Places for a thousand callers, fresh verdicts for a whole run, and no cached answer of the registry. */
    private static final Map<String, String> SETTINGS = Map.of(
            "FASTMCP_PORT", "PORT",
            "QUILT_MCP_ADMIN_PORT", "FREE",
            "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "100000000",
            "QUILT_MCP_CONCURRENT_CALLS", "4096",
            "QUILT_MCP_ARRIVALS", "8192",
            "QUILT_MCP_UNACCEPTED_ARRIVALS", "4096",
            "QUILT_MCP_UNJUDGED_REQUESTS", "4096",
            "QUILT_MCP_JUDGEMENTS", "2048",
            "QUILT_MCP_JUDGEMENTS_PER_ADDRESS", "2048",
            "QUILT_MCP_ADMISSION_TTL", "900");

    private static final String HEAP = "-Xmx512m";

    private final World world;
    private final Path target;
    private final String upstream;
    private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Recipes(World world, String upstream) {
        this.world = world;
        this.upstream = upstream;
        target = world.file("ops/bench/target");
    }

    /** Returns the folder of the recorded answers. */
    Path answers() {
        return target.resolve("answers");
    }

    /**
     * Returns how to start the service in front of the upstream.
     *
     * @param single whether the JVM is limited to one processor
     */
    Peer.Recipe service(boolean single) throws IOException {
        return service(single, Map.of(
                "QUILT_CATALOG_URL", upstream,
                "QUILT_REGISTRY_URL", upstream,
                "MCP_OPTIMIZATION_ENABLED", "false"));
    }

    /** Returns how to start the service in front of the sandbox. */
    Peer.Recipe sandboxed() throws IOException {
        return service(true, Map.of(
                "QUILT_CATALOG_URL", world.field("catalogUrl"),
                "QUILT_REGISTRY_URL", world.field("registryUrl"),
                "AWS_ENDPOINT_URL_S3", world.field("s3Endpoint"),
                "QUILT_MCP_RESOURCE_CACHE_TTL", "0"));
    }

    /** Returns how to start the service in front of the upstream, with objects of the sandbox. */
    Peer.Recipe sized() throws IOException {
        return service(true, Map.of(
                "QUILT_CATALOG_URL", upstream,
                "QUILT_REGISTRY_URL", upstream,
                "AWS_ENDPOINT_URL_S3", world.field("s3Endpoint")));
    }

    /** Returns how to start the service with its own limits in front of the upstream, with objects of the sandbox. */
    Peer.Recipe ordinary() throws IOException {
        return service(true, Map.of("FASTMCP_PORT", "PORT", "QUILT_MCP_ADMIN_PORT", "FREE"), Map.of(
                "QUILT_CATALOG_URL", upstream,
                "QUILT_REGISTRY_URL", upstream,
                "AWS_ENDPOINT_URL_S3", world.field("s3Endpoint")));
    }

    /**
     * Returns how to start the service with all tools in front of the upstream, with objects of the sandbox, without caches
     * of what it read.
     */
    Peer.Recipe everything(int adminPort) throws IOException {
        return service(true, Map.of(
                "QUILT_CATALOG_URL", upstream,
                "QUILT_REGISTRY_URL", upstream,
                "AWS_ENDPOINT_URL_S3", world.field("s3Endpoint"),
                "QUILT_MCP_ADMIN_PORT", Integer.toString(adminPort),
                "QUILT_MCP_TOOLSETS", "full,admin",
                "MCP_OPTIMIZATION_ENABLED", "false",
                "QUILT_MCP_RESOURCE_CACHE_TTL", "0"));
    }

    private Peer.Recipe service(boolean single, Map<String, String> catalog) throws IOException {
        return service(single, SETTINGS, catalog);
    }

    private Peer.Recipe service(boolean single, Map<String, String> settings, Map<String, String> catalog)
            throws IOException {
        var variables = new HashMap<>(settings);
        variables.putAll(catalog);
        var command = new ArrayList<>(List.of("@" + world.file("ops/image/options")));
        command.addAll(List.of(System.getProperty("server.flags", "").strip().split("\\s+")));
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-jar", world.serverJar().toString(), "server", world.file("config.yml").toString()));
        return new Peer.Recipe("service", _ -> jvm(single, command), variables, MCP, log("service"));
    }

    /** Returns how to start each peer by its name. */
    Map<String, Peer.Recipe> peers(boolean single) throws IOException {
        var peers = new LinkedHashMap<String, Peer.Recipe>();
        add(peers, "limit", LIMIT, port -> jvm(single, onClassPath("limit", "bench.Limit", arguments(port))));
        var empty = world.file("ops/bench/peers/jersey/config.yml").toString();
        add(peers, "jersey", JERSEY, port -> jvm(
                single,
                onClassPath("jersey", "bench.EmptyApplication", List.of(port + "", answers().toString(), empty))));
        add(peers, "java_sdk", MCP, port -> jvm(single, onClassPath("java-sdk", "bench.JavaSdk", arguments(port))));
        var script = world.file("ops/bench/peers/typescript/server.mjs").toString();
        add(peers, "typescript", MCP, port -> joined(List.of("node", script), arguments(port)));
        var quarkus = world.file("ops/bench/peers/quarkus/target/quarkus-app/quarkus-run.jar").toString();
        add(peers, "quarkus", MCP, port -> jvm(
                single,
                List.of("-Dquarkus.http.port=" + port, "-Danswers=" + answers(), "-Dupstream=" + upstream + "/graphql",
                        "-jar", quarkus)));
        var python = world.file("ops/bench/peers/python");
        add(peers, "python", MCP, port -> joined(
                List.of(python.resolve("target/venv/bin/python").toString(), python.resolve("server.py").toString()),
                arguments(port)));
        return peers;
    }

    private void add(
            Map<String, Peer.Recipe> peers, String name, Map<String, String> paths, Peer.Command command)
            throws IOException {
        peers.put(name, new Peer.Recipe(name, command, Map.of(), paths, log(name)));
    }

    private Path log(String name) throws IOException {
        return Files.createDirectories(target.resolve("logs")).resolve(name + ".log");
    }

    private List<String> arguments(int port) {
        return List.of(Integer.toString(port), answers().toString(), upstream + "/graphql");
    }

    private List<String> jvm(boolean single, List<String> rest) {
        var command = new ArrayList<>(List.of(java, HEAP));
        if (single) {
            command.add("-XX:ActiveProcessorCount=1");
        }
        command.addAll(rest);
        return command;
    }

    private List<String> onClassPath(String project, String main, List<String> arguments) {
        var built = world.file("ops/bench/peers/" + project + "/target");
        return joined(List.of("-cp", built.resolve("classes") + ":" + built.resolve("lib") + "/*", main), arguments);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
