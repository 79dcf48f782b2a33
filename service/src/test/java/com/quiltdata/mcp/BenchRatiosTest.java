package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that {@code ops/bench/run} computes from what it measured. */
class BenchRatiosTest {
    private static final Path BENCH = Path.of("../ops/bench");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path classes;

    private static Class<?> comparison = Object.class;
    private static Class<?> window = Object.class;

    @BeforeAll
    static void compileComparison() throws Exception {
        var source = BENCH.resolve("Comparison.java").toString();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var path = System.getProperty("java.class.path");
        assertThat(compiler.run(null, null, null, "-proc:none", "-d", classes.toString(), "-cp", path, source))
                .isZero();
        var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, BenchRatiosTest.class.getClassLoader());
        comparison = loader.loadClass("bench.Comparison");
        window = loader.loadClass("bench.Comparison$Window");
    }

    @Test
    void dividesTheServicesMediansByThoseOfOthers() throws Exception {
        var measured = comparison.getConstructor().newInstance();
        add(measured, "service", Map.of("call", 400.0, "list", 300.0, "upstream256", 2560.0, "upstream1000", 2304.0));
        add(measured, "limit", Map.of("call", 1000.0, "list", 500.0));
        add(measured, "jersey", Map.of("call", 500.0));
        add(measured, "java_sdk", Map.of("call", 500.0, "list", 100.0, "upstream256", 1280.0));
        add(measured, "quarkus", Map.of("call", 800.0, "list", 30_000.0, "upstream256", 5120.0));
        add(measured, "typescript", Map.of("call", 4.0, "list", 30.0));
        assertThat(JSON.<JsonNode>valueToTree(comparison.getMethod("ratios").invoke(measured)))
                .isEqualTo(JSON.readTree("""
                        {"call_vs_limit":0.4,"list_vs_limit":0.6,"upstream256_vs_ideal":0.5,"call_vs_empty_jersey":0.8,\
                        "upstream1000_vs_256":0.9,"vs_peer_java_sdk":0.8,"vs_peer_quarkus":0.5}"""));
    }

    @Test
    void keepsMediansAndEveryRound() throws Exception {
        var measured = comparison.getConstructor().newInstance();
        add(measured, "service", Map.of("call", 100.0));
        add(measured, "service", Map.of("call", 900.0));
        add(measured, "service", Map.of("call", 200.0));
        assertThat(comparison.getMethod("json", ObjectMapper.class).invoke(measured, JSON))
                .isEqualTo(JSON.readTree("""
                        {"service":{"call":{"calls_per_second":200.0,"p50_ms":1.0,"p99_ms":2.0,"cpu_us_per_call":30.0,\
                        "generator_busy":0.5,"errors":3,"rounds":[100.0,900.0,200.0]}}}"""));
        assertThat(comparison.getMethod("errors", String.class).invoke(measured, "service"))
                .isEqualTo(3);
    }

    @Test
    void peersUseTheServicesLibraries() throws IOException {
        var ours = versions(Path.of("../pom.xml"));
        var peers = versions(BENCH.resolve("peers/pom.xml"));
        assertThat(peers).containsEntry("dropwizard.version", ours.get("dropwizard.version"));
        assertThat(peers.keySet().stream().filter(ours::containsKey))
                .allSatisfy(name -> assertThat(peers).containsEntry(name, ours.get(name)));
    }

    private static void add(Object measured, String server, Map<String, Double> rates) throws Exception {
        var add = comparison.getMethod("add", String.class, String.class, window);
        for (var rate : rates.entrySet()) {
            var one = window.getConstructors()[0].newInstance(rate.getValue(), 1.0, 2.0, 30.0, 1, 0.5);
            add.invoke(measured, server, rate.getKey(), one);
        }
    }

    private static Map<String, String> versions(Path pom) throws IOException {
        var versions = new HashMap<String, String>();
        Pattern.compile("<([a-z.]+\\.version)>([^<]+)</")
                .matcher(Files.readString(pom))
                .results()
                .forEach(found -> versions.put(found.group(1), found.group(2)));
        return versions;
    }
}
