package com.quiltdata.mcp.catalog.s3;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry.File;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** What is not yet read cannot mend a bad line; nor is S3 asked for the manifest once more. */
    @Test
    void dropsTheRestOfAnInvalidManifest() {
        var blank = bytes(" ".repeat(1 << 16));
        var invalid = bytes(HEADER + "<secret>\n");
        var sent = new CompletableFuture<String>();
        s3.answering(exchange -> {
            var size = invalid.length + 450 * blank.length;
            if (head(exchange, size)) {
                return;
            }
            exchange.sendResponseHeaders(200, size);
            try {
                exchange.getResponseBody().write(invalid);
                for (int i = 0; i < 450; i++) {
                    exchange.getResponseBody().write(blank);
                }
                sent.complete("everything");
            } catch (IOException e) {
                sent.complete("less");
            }
            exchange.close();
        });

        assertThatThrownBy(this::read).hasMessageContaining("(line 2: the record is not JSON)");
        assertThat(sent.join()).isEqualTo("less");
        assertThat(s3.seen()).hasSize(2);
    }

    /** A line that is cut off is no fault of the manifest. */
    @Test
    void readsManifestAgainThatEndedWithinALine() {
        var whole = HEADER + ENTRY;
        var gets = new AtomicInteger();
        s3.answering(exchange -> {
            if (!head(exchange, bytes(whole).length)) {
                var sent = gets.incrementAndGet() == 1 ? whole.substring(0, whole.length() - 20) : whole;
                FakeUpstream.answer(exchange, 200, "application/json", sent);
            }
        });

        assertThat(read().files()).hasSize(1);
        assertThat(gets).hasValue(2);
    }

    @Test
    void holdsOneBufferOfLinesHoweverLongTheManifest() throws Exception {
        var line = "x".repeat(999) + "\n";
        var lines = new LineReader(new ByteArrayInputStream(bytes(line.repeat(1_000))), ManifestParser.MAX_RECORD);
        var count = 0;
        while (lines.next()) {
            assertThat(lines.length()).isEqualTo(999);
            count++;
        }

        assertThat(count).isEqualTo(1_000);
        assertThat(lines.bytes()).hasSize(1 << 16);
    }

    @Test
    void chargesTwiceTheBytesOfManifestAndItsMetadata() throws Exception {
        var budget = new ByteBudget(1 << 20, Duration.ofMillis(1));
        var settings = new S3Settings(URI.create(s3.url()), "eu-west-1", Duration.ofSeconds(20), 1 << 20);
        var charging = S3Catalog.of(
                new FixedCredentials(),
                settings,
                new MemoryBudget(budget),
                ExchangeRecorder.untold(),
                BreakerRegistry.none());
        var text = HEADER + ENTRY.replace("{}", "{\"k\": [1, 2, \"12345\"], \"m\": {}}");
        holding(text);

        var held = charging.manifests().with(CALLER, NAME, HASH, _ -> budget.held());

        var fields = 5 * 90 + 2 * 140 + 4 * 40; // five members or items, two objects, four other values
        assertThat(held).isEqualTo(2L * bytes(text).length + fields + "12345".length());
        assertThat(budget.held()).isZero();
        charging.resources().stop();
    }

    @Test
    void limitsTheManifestsThatOneCallHoldsTogether() throws Exception {
        holding(HEADER + ENTRY.repeat(20));
        var size = bytes(HEADER + ENTRY.repeat(20)).length;
        var exact = catalog(2 * size);
        assertThat(both(exact)).hasSize(20);
        exact.resources().stop();

        var small = catalog(2 * size - 1);
        assertThatThrownBy(() -> both(small))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessageContainingAll("has %d bytes, together with the other manifest".formatted(size), "browse");
        small.resources().stop();
    }

    private static List<File> both(S3Catalog catalog) {
        return catalog.manifests()
                .with(CALLER, NAME, HASH, _ -> catalog.manifests().with(CALLER, NAME, HASH, Manifest::files));
    }

    @Test
    void sharesTheFirstThousandHashTypes() {
        var entries = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> ENTRY.replace("null", "{\"type\": \"type%d\", \"value\": \"h\"}".formatted(i)))
                .collect(Collectors.joining());
        holding(HEADER + entries + entries);

        var types = read().files().stream()
                .map(file -> requireNonNull(file.hash()).type())
                .toList();

        assertThat(types.get(1_001 + 999)).isSameAs(types.get(999));
        assertThat(types.get(1_001 + 1_000)).isEqualTo("type1000").isNotSameAs(types.get(1_000));
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
