package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;

/** What a comparison says about itself, and its table. */
record Report(ObjectMapper json, World world) {
    /** Returns the date, the machine and the versions. */
    ObjectNode describe() throws IOException {
        var result = json.createObjectNode();
        result.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        result.putObject("machine")
                .put("processor", first("/proc/cpuinfo", "model name\\s*: (.*)"))
                .put("processors", Pattern.compile("(?m)^processor\\s").matcher(read("/proc/cpuinfo")).results().count())
                .put("memory_kib", Long.parseLong(first("/proc/meminfo", "MemTotal:\\s*(\\d+)")))
                .put("kernel", System.getProperty("os.version"))
                .put("load_average", read("/proc/loadavg").strip());
        var peers = world.file("ops/bench/peers/pom.xml").toString();
        var npm = world.file("ops/bench/peers/typescript/package.json").toString();
        var python = world.file("ops/bench/peers/python/requirements.txt").toString();
        result.putObject("versions")
                .put("service", first(world.file("pom.xml").toString(), "<version>([^<]*-SNAPSHOT|[\\d.]+)</version>"))
                .put("commit", output("git", "-C", world.file("").toString(), "describe", "--always", "--dirty"))
                .put("java", Runtime.version().toString())
                .put("node", output("node", "--version"))
                .put("dropwizard", first(peers, "<dropwizard.version>(.*?)<"))
                .put("java_sdk", first(peers, "<mcp.version>(.*?)<"))
                .put("quarkus", first(peers, "<quarkus.version>(.*?)<"))
                .put("quarkus_mcp", first(peers, "<quarkus.mcp.version>(.*?)<"))
                .put("typescript", first(npm, "/server\": \"(.*?)\""))
                .put("python", first(python, "fastmcp==(.*)"));
        return result;
    }

    /** Returns when and where something was measured, and how busy the machine was at the end, as a sentence. */
    static String conditions(boolean quick) throws IOException {
        return "Measured on %s%s: %s, load average %s.".formatted(
                Instant.now().toString().substring(0, 10),
                quick ? " in a short run" : "",
                first("/proc/cpuinfo", "model name\\s*: (.*)").strip(),
                read("/proc/loadavg").split(" ")[0]);
    }

    private static String first(String file, String pattern) throws IOException {
        var found = Pattern.compile(pattern).matcher(read(file));
        return found.find() ? found.group(1) : "";
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private static String output(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Prints rates, processor time and the other figures of each server, and the ratios. */
    static void print(JsonNode result) {
        for (var part : new String[] {"one_processor", "whole_machine"}) {
            if (!result.get(part).isEmpty()) {
                table("Calls a second, " + part.replace('_', ' '), result.get(part), "calls_per_second");
                table("Processor time of a call in us, " + part.replace('_', ' '), result.get(part), "cpu_us_per_call");
                table("99th percentile in ms, " + part.replace('_', ' '), result.get(part), "p99_ms");
            }
        }
        System.out.println("\n| | first answer s | processor s | idle MiB | loaded MiB |\n|---|---|---|---|---|");
        result.get("start").forEachEntry((name, one) -> System.out.printf("| %s | %.2f | %.2f | %d | %d |%n",
                name, one.get("first_answer_s").asDouble(), one.get("cpu_s").asDouble(),
                result.at("/memory/" + name + "/idle_mib").asInt(),
                result.at("/memory/" + name + "/loaded_mib").asInt()));
        System.out.println("\n| ratio | |\n|---|---|");
        result.get("ratios")
                .forEachEntry((name, ratio) -> System.out.printf("| %s | %.3f |%n", name, ratio.asDouble()));
        System.out.println();
        result.get("absent")
                .forEachEntry((name, reason) -> System.out.println("Absent: " + name + ": " + reason.asText()));
        System.out.printf("Errors: %s. %.2f requests upstream for each call of the service. %d s.%n",
                result.get("errors"), result.get("upstream_requests_per_call").asDouble(),
                result.get("seconds").asInt());
    }

    private static void table(String title, JsonNode servers, String figure) {
        var works = new LinkedHashSet<String>();
        servers.forEach(server -> server.fieldNames().forEachRemaining(works::add));
        System.out.println("\n" + title + "\n\n| | " + String.join(" | ", works) + " |");
        System.out.println("|---" + "|---".repeat(works.size()) + "|");
        servers.forEachEntry((name, server) -> {
            var row = new StringBuilder("| " + name);
            for (var work : works) {
                var one = server.path(work).path(figure);
                row.append(" | ").append(one.isMissingNode() ? "" : "%,.1f".formatted(one.asDouble()));
            }
            System.out.println(row + " |");
        });
    }
}
