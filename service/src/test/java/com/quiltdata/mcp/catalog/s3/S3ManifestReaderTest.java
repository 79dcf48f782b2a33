package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry.File;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.S3Adapters;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests as S3 may hand them out. */
class S3ManifestReaderTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");
    private static final PackageName NAME = new PackageName("bucket", "ns/n");
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String HEADER = "{\"version\": \"v0\", \"message\": null}\n";
    private static final String ENTRY = """
            {"logical_key": "a", "physical_keys": ["s3://b/a?versionId=1"], "size": 1, "hash": null, "meta": {}}
            """;

    private final FakeUpstream s3 = new FakeUpstream();
    private final S3Catalog catalog = catalog(1 << 25);

    @AfterEach
    void close() throws Exception {
        catalog.resources().stop();
        s3.close();
    }

    @Test
    void readsEveryFieldUnchanged() {
        holding("""
                {"version": "v0", "user_meta": {"b": 1, "a": [null, true]}, "message": "né",\
                 "workflow": {"id": "w", "config": "s3://bucket/.quilt/workflows/config.yml?versionId=2"}}
                {"logical_key": "d/", "meta": {"user_meta": {"f": 1}}}
                {"logical_key": "d/x", "physical_keys": ["s3://b/x?versionId=1", "s3://c/x"], "size": 5000000000,\
                 "hash": {"type": "SHA256", "value": "h"}, "meta": {"user_meta": {"k": "v"}, "other": 2}}
                {"logical_key": "é", "physical_keys": ["s3://b/%C3%A9"], "size": 0, "hash": null, "meta": {}}
                {"logical_key": "z", "physical_keys": ["s3://b/z"], "size": 1, "hash": {"type": "X", "value": "y"}}""");

        assertThat(read())
                .isEqualTo(new Manifest(
                        HASH,
                        "né",
                        Map.of("b", 1, "a", java.util.Arrays.asList(null, true)),
                        "w",
                        List.of(
                                new File(
                                        "d/x",
                                        5_000_000_000L,
                                        "s3://b/x?versionId=1",
                                        new Hash("SHA256", "h"),
                                        Map.of("user_meta", Map.of("k", "v"), "other", 2)),
                                new File("é", 0, "s3://b/%C3%A9", null, Map.of()),
                                new File("z", 1, "s3://b/z", new Hash("X", "y"), null)),
                        Map.of("d/", Map.of("user_meta", Map.of("f", 1)))));
    }

    @Test
    void acceptsHeaderWithVersionOnly() {
        holding("{\"version\": \"v0\"}");

        assertThat(read()).isEqualTo(new Manifest(HASH, null, null, null, List.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, java.lang.Integer, 1",
        "1.0, java.lang.Double, 1.0",
        "-0.0, java.lang.Double, -0.0",
        "1e+16, java.lang.Double, 1.0E16",
        "0.1, java.lang.Double, 0.1",
        "12345678901, java.lang.Long, 12345678901",
        "123456789012345678901, java.math.BigInteger, 123456789012345678901",
        "NaN, java.lang.Double, NaN",
        "-Infinity, java.lang.Double, -Infinity"
    })
    void readsNumbersAsPythonDoes(String written, Class<?> type, String read) {
        holding("{\"version\": \"v0\", \"user_meta\": {\"n\": " + written + "}}");

        assertThat(read().userMeta())
                .extractingByKey("n")
                .isInstanceOf(type)
                .extracting(Object::toString)
                .isEqualTo(read);
    }

    @Test
    void readsLongIntegersExactly() {
        holding("{\"version\": \"v0\", \"user_meta\": {\"n\": " + "9".repeat(300) + "}}");

        assertThat(read().userMeta()).containsEntry("n", new BigInteger("9".repeat(300)));
    }

    @Test
    void readsFiftyThousandFilesInOrder() {
        holding(HEADER
                + IntStream.range(0, 50_000)
                        .mapToObj(i -> ENTRY.replace("\"a\"", "\"" + i + "\""))
                        .collect(Collectors.joining()));

        var files = read().files();

        assertThat(files).hasSize(50_000);
        assertThat(files.getLast().path()).isEqualTo("49999");
        assertThat(files.getFirst().metadata()).isSameAs(files.getLast().metadata());
    }

    @Test
    void limitsRecordsToOneMillionBytes() {
        var empty = ENTRY.strip().replace("{}", "{\"k\": \"\"}");
        var longest = empty.replace("\"k\": \"\"", "\"k\": \"" + "x".repeat(1_000_000 - empty.length()) + "\"");
        holding(HEADER + longest + "\n" + ENTRY);
        assertThat(read().files()).hasSize(2);

        holding(HEADER + longest.replace("\"k\": \"x", "\"k\": \"xx") + "\n" + ENTRY);
        assertThatThrownBy(this::read)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("line 2: the record is longer than 1000000 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | line 1: the header",
                "{\"version\": \"v1\"} | line 1: the header",
                "[] | line 1: the record is not a JSON object",
                "<secret> | line 1: the record is not JSON",
                "{\"version\": \"v0\"} {} | line 1: the record is not JSON",
                "HEADER {\"logical_key\": \"secret\", | line 2: the record is not JSON",
                "HEADER {\"size\": 1} | line 2: missing field logical_key",
                "HEADER {\"logical_key\": \"secret\", \"physical_keys\": [\"s\"]} | line 2: the entry has no size",
                "HEADER {\"logical_key\": \"secret\", \"size\": 1} | line 2: the entry has no physical key",
                "HEADER {\"logical_key\": \"secret\", \"size\": 1, \"meta\": []} | line 2: meta is not a JSON object"
            })
    void refusesInvalidManifestNamingTheLine(String text, String fault) {
        holding(text.replace("HEADER ", HEADER));

        assertThatThrownBy(this::read)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining(fault)
                .hasMessageContaining(HASH)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesBrokenOffManifest() {
        s3.answering(exchange -> {
            var whole = bytes(HEADER + ENTRY);
            if (head(exchange, whole.length)) {
                return;
            }
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(bytes(HEADER));
            exchange.getResponseBody().flush();
            throw new IOException("dropped");
        });

        assertThatThrownBy(this::read).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void refusesManifestShorterThanItsLength() {
        s3.answering(exchange -> {
            if (!head(exchange, bytes(HEADER + ENTRY).length)) {
                FakeUpstream.answer(exchange, 200, "application/json", HEADER);
            }
        });

        assertThatThrownBy(this::read).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void reportsRevisionWithoutManifestAsMissing() {
        s3.answering(exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertThatThrownBy(this::read)
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("Package `ns/n` in bucket `bucket` has no revision `%s`, or you may not see it."
                        .formatted(HASH))
                .extracting(e -> ((Failure) e).bucket())
                .isEqualTo("bucket");
    }

    @Test
    void refusesTooLargeManifestUnread() throws Exception {
        var small = catalog(1000);
        holding(HEADER + ENTRY.repeat(20));

        assertThatThrownBy(() -> small.manifests().with(CALLER, NAME, HASH, UnaryOperator.identity()))
                .isInstanceOf(Failure.TooLarge.class);
        assertThat(s3.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.method()).isEqualTo("HEAD"));
        small.resources().stop();
    }

    @Test
    void refusesAbbreviatedHash() {
        assertThatThrownBy(() -> catalog.manifests().with(CALLER, NAME, "latest", UnaryOperator.identity()))
                .isInstanceOf(Failure.Invalid.class);
        assertThat(s3.seen()).isEmpty();
    }

    @Test
    void doesNotSendBearerToS3() {
        holding(HEADER);
        read();

        assertThat(s3.seen())
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.toString())
                        .doesNotContain(CALLER.bearer())
                        .contains("/bucket/.quilt/packages/" + HASH));
    }

    private Manifest read() {
        return catalog.manifests().with(CALLER, NAME, HASH, UnaryOperator.identity());
    }

    private void holding(String manifest) {
        s3.answering(exchange -> {
            if (!head(exchange, bytes(manifest).length)) {
                FakeUpstream.answer(exchange, 200, "application/json", manifest);
            }
        });
    }

    private static boolean head(HttpExchange exchange, int size) throws IOException {
        if (!exchange.getRequestMethod().equals("HEAD")) {
            return false;
        }
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(size));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private S3Catalog catalog(int manifestBytes) {
        var settings = new S3Settings(URI.create(s3.url()), "eu-west-1", Duration.ofSeconds(20), manifestBytes);
        return S3Adapters.of(new FixedCredentials(), settings);
    }

    private static final class FixedCredentials implements CredentialsSource {
        @Override
        public Credentials get(Caller caller) {
            return new Credentials("AKID", "secret", "session", Instant.now().plusSeconds(3600));
        }

        @Override
        public void forget(Caller caller) {
            throw new Failure.Denied("they are good");
        }

        @Override
        public void forget(Caller caller, Credentials refused) {
            throw new Failure.Denied("they are good");
        }
    }
}
