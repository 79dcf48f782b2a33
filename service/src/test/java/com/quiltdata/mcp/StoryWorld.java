package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.TopHashes;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Content of a sandbox: packages as its registry lists them, and the objects that were written since a moment. */
final class StoryWorld {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BUCKETS = List.of("quilt-example", "quilt-lab", "quilt-private");
    private static final String QUERY =
            "query($bucket: String!) {packages(bucket: $bucket) {page(perPage: 1000) {name revisions {total} revision {hash}}}}";

    private final TestServer server;
    private final SandboxProcess sandbox;

    /** The latest revision of a package and their number. */
    private record Head(String hash, int revisions) {}

    private final Map<String, Head> before;

    /** Begins to watch. */
    StoryWorld(TestServer server, SandboxProcess sandbox) {
        this.server = server;
        this.sandbox = sandbox;
        this.before = packages();
        sandbox.clearRequests();
    }

    /** Fails unless exactly these outcomes have come about since the beginning. */
    void check(List<JsonNode> outcomes, UnaryOperator<String> filled) {
        var written = writes();
        var now = packages();
        var changed = new TreeSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(name -> Objects.equals(now.get(name), before.get(name)));
        assertThat(changed).isEqualTo(named(outcomes, "package", "deleted"));
        var objects = named(outcomes, "object");
        for (var outcome : outcomes) {
            if (outcome.has("deleted")) {
                assertThat(now).doesNotContainKey(outcome.get("deleted").asText());
            } else if (outcome.has("object")) {
                assertThat(new String(bytes(outcome.get("object").asText()), StandardCharsets.UTF_8))
                        .isEqualTo(outcome.get("text").asText());
            } else {
                var name = outcome.get("package").asText();
                objects.addAll(checkPackage(outcome, name, Objects.requireNonNull(now.get(name)), filled));
            }
        }
        assertThat(written).isEqualTo(objects);
    }

    private static Set<String> named(List<JsonNode> outcomes, String... fields) {
        return outcomes.stream()
                .flatMap(
                        outcome -> List.of(fields).stream().filter(outcome::has).map(outcome::get))
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Checks the latest revision of a package and returns the objects of its inline files. */
    private Set<String> checkPackage(JsonNode outcome, String name, Head head, UnaryOperator<String> filled) {
        var bucket = name.substring(0, name.indexOf('/'));
        var manifest = manifest(bucket, head.hash());
        assertThat(TopHashes.of(manifest)).isEqualTo(head.hash());
        var lines = manifest.lines().map(TestServer::json).toList();
        var entries = new TreeMap<String, JsonNode>();
        lines.stream()
                .skip(1)
                .filter(it -> it.has("physical_keys"))
                .forEach(it -> entries.put(it.get("logical_key").asText(), it));
        var header = lines.getFirst();
        assertThat(header.path("message").asText())
                .isEqualTo(outcome.path("message").asText());
        if (outcome.has("metadata")) {
            assertThat(header.get("user_meta")).isEqualTo(outcome.get("metadata"));
        }
        assertThat(header.at("/workflow/id").asText())
                .isEqualTo(outcome.path("workflow").asText());
        assertThat(head.revisions()).isEqualTo(outcome.get("revisions").asInt());
        if (outcome.has("same_as")) {
            var source = manifest(bucket, filled.apply(outcome.get("same_as").asText()));
            assertThat(lines.stream().skip(1).toList())
                    .isEqualTo(source.lines().skip(1).map(TestServer::json).toList());
            assertThat(header.get("user_meta"))
                    .isEqualTo(TestServer.json(source.lines().findFirst().orElseThrow())
                            .get("user_meta"));
        }
        var inline = new TreeSet<String>();
        if (outcome.has("files")) {
            assertThat(entries.keySet())
                    .isEqualTo(outcome.get("files").properties().stream()
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
            outcome.get("files").properties().forEach(file -> {
                var entry = Objects.requireNonNull(entries.get(file.getKey()));
                if (!checkFile(entry, file.getValue())) {
                    inline.add(physicalKey(entry).replaceAll("\\?.*", ""));
                }
            });
        }
        return inline;
    }

    /** Checks size, hash and place or text of a file; returns whether it points to an object that was there before. */
    private boolean checkFile(JsonNode entry, JsonNode expected) {
        var content = bytes(physicalKey(entry));
        assertThat(entry.get("size").asInt()).isEqualTo(content.length);
        assertThat(entry.at("/hash/value").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(sha256(sha256(content))));
        var place = physicalKey(entry).replaceAll("\\?versionId=.*", "");
        if (expected.asText().startsWith("s3://")) {
            assertThat(place).isEqualTo(expected.asText());
            return true;
        } else if (expected.isTextual()) {
            assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(expected.asText());
        }
        return false;
    }

    private static String physicalKey(JsonNode entry) {
        return entry.at("/physical_keys/0").asText();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bytes(String uri) {
        var read = server.ok(sandbox.token("admin"), "bucket_object_fetch", Map.of("s3_uri", uri));
        return Base64.getDecoder().decode(read.get("data").asText());
    }

    private String manifest(String bucket, String hash) {
        var uri = "s3://%s/.quilt/packages/%s".formatted(bucket, hash);
        return server.ok(sandbox.token("admin"), "bucket_object_text", Map.of("s3_uri", uri, "max_bytes", 1 << 20))
                .get("text")
                .asText();
    }

    private Map<String, Head> packages() {
        var packages = new TreeMap<String, Head>();
        for (var bucket : BUCKETS) {
            var body = JSON.createObjectNode().put("query", QUERY);
            body.putObject("variables").put("bucket", bucket);
            var request = HttpRequest.newBuilder(URI.create(sandbox.registryUrl() + "/graphql"))
                    .header("Authorization", "Bearer " + sandbox.token("admin"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build();
            for (var item : TestServer.json(send(request)).at("/data/packages/page")) {
                packages.put(
                        bucket + "/" + item.get("name").asText(),
                        new Head(
                                item.at("/revision/hash").asText(),
                                item.at("/revisions/total").asInt()));
            }
        }
        assertThat(packages).isNotEmpty();
        return packages;
    }

    private static String send(HttpRequest request) {
        try {
            return BoundedHttp.shared().send(request).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The URIs of objects that requests to S3 have written or deleted. */
    private Set<String> writes() {
        return sandbox.requests()
                .valueStream()
                .filter(request -> request.get("plane").asText().equals("s3")
                        && !Set.of("GET", "HEAD").contains(request.get("method").asText())
                        && request.get("status").asInt() / 100 == 2)
                .map(request -> "s3:/"
                        + URLDecoder.decode(request.get("path").asText().replace("+", "%2B"), StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
