package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that asks over HTTP, in scripts, pages and tests, waits for ever on a lost answer. */
final class TimeLimitsTest {
    private static final Path HOME = Path.of("..");
    private static final List<String> SCRIPTS =
            List.of("ops", "runbook", ".ci", ".github", "Dockerfile", "README.md", "CHANGELOG.md");
    private static final Pattern ELSEWHERE = Pattern.compile(".*/(target|node_modules)/.*");
    private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");
    private static final Pattern CURL = Pattern.compile("(?<![,\\w/-])curl\\s+-.*");
    private static final Pattern FETCH = Pattern.compile("\\bfetch\\(.*");

    /** The task definition's health check, to the letter of the deployment reference; what runs it gives it 5 s. */
    private static final Pattern REFERENCE =
            Pattern.compile("curl -f http://localhost:(8000|\\$\\{FASTMCP_PORT:-8000})/health \\|\\| exit 1.*");

    /** The one class of the tests that has a client of its own. */
    private static final String CLIENT = "BoundedHttp.java";

    private static Map<Path, String> texts(List<Path> roots) throws IOException {
        var texts = new TreeMap<Path, String>();
        for (var root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (!ELSEWHERE.matcher(file.toString()).matches()) {
                        texts.put(file, text(file));
                    }
                }
            }
        }
        return texts;
    }

    private static String text(Path file) throws IOException {
        try {
            return CONTINUED.matcher(Files.readString(file)).replaceAll(" ");
        } catch (MalformedInputException e) {
            return "";
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    @Test
    void everyCurlHasATimeLimit() throws IOException {
        var all = texts(SCRIPTS.stream().map(HOME::resolve).toList()).values().stream()
                .flatMap(text -> found(CURL, text).stream())
                .toList();
        assertThat(all)
                .hasSizeGreaterThan(10)
                .allMatch(curl ->
                        curl.contains("--max-time") || REFERENCE.matcher(curl).matches());
    }

    @Test
    void everyFetchHasATimeLimit() throws IOException {
        for (var file : texts(List.of(HOME.resolve("ops"))).entrySet()) {
            if (file.getKey().toString().endsWith(".mjs")) {
                assertThat(found(FETCH, file.getValue()))
                        .as("in %s", file.getKey())
                        .allMatch(fetch -> fetch.contains("signal:"));
            }
        }
    }

    @Test
    void onlyTheSharedTestClientUsesHttpClient() throws IOException {
        var own = texts(List.of(Path.of("src/test/java"))).entrySet().stream()
                .filter(file -> file.getValue().contains("import java.net.http." + "HttpClient;"))
                .map(file -> String.valueOf(file.getKey().getFileName()));
        assertThat(own).containsExactly(CLIENT);
    }

    @Test
    void requestsOfTheBenchHaveATimeLimit() throws IOException {
        for (var file : texts(List.of(HOME.resolve("ops/bench"))).entrySet()) {
            if (!file.getKey().toString().endsWith(".java")) {
                continue;
            }
            var text = file.getValue();
            assertThat(found(Pattern.compile("\\.timeout\\("), text))
                    .as("in %s", file.getKey())
                    .hasSameSizeAs(found(Pattern.compile("HttpRequest\\.newBuilder\\("), text));
        }
    }
}
