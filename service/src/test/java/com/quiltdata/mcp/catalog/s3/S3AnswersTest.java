package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.VersionPage;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.KeptConnections;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no answer of S3 is not told as one, and an S3 that cannot be reached is left alone. */
@Tag("slow")
class S3AnswersTest {
    private static final Caller CALLER = Caller.of("token");
    private static final ObjectLocation AT = new ObjectLocation("bucket", "key", null);
    private static final String PAGE = "<html><body>Sign in to the network</body></html>";
    private static final String LISTING = "<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated>";

    private final FakeUpstream s3 = new FakeUpstream();
    private final BreakerRegistry breakers =
            new BreakerRegistry(true, Duration.ofHours(1), Meters.none(), Clock.systemUTC());
    private final S3Catalog catalog = catalog(s3.url());

    @AfterEach
    void close() throws Exception {
        catalog.resources().stop();
        s3.close();
    }

    private S3Catalog catalog(String url) {
        var settings = S3Adapters.settings(URI.create(url), "eu-west-1", Duration.ofSeconds(20));
        return S3Catalog.of(
                new SharedCredentials(), settings, S3Adapters.unlimited(), ExchangeRecorder.untold(), breakers);
    }

    private record SharedCredentials() implements CredentialsSource {
        @Override
        public Credentials get(Caller caller) {
            return new Credentials("AKID", "secret", "session", Instant.now().plusSeconds(3600));
        }

        @Override
        public void forget(Caller caller) {}

        @Override
        public void forget(Caller caller, Credentials refused) {}
    }

    private void answering(String type, String body) {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().remove(FakeUpstream.S3_MARK);
            FakeUpstream.answer(exchange, 200, type, body);
        });
    }

    private void list() {
        catalog.reader().list(CALLER, "bucket", "", 10, null);
    }

    private void listVersions() {
        catalog.versions().versions(CALLER, "bucket", "", 10, null);
    }

    private void read() {
        catalog.reader().read(CALLER, AT, 0, 10);
    }

    private void info() {
        catalog.reader().info(CALLER, AT);
    }

    private void put() {
        catalog.writer().put(CALLER, "bucket", new PutItem("key", new byte[] {1}, null, Map.of(), true));
    }

    private static void isNotS3(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll("is not from S3", "AWS_ENDPOINT_URL_S3", "proxy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html|" + PAGE,
                "application/xml|" + PAGE,
                "application/json|{}",
                "application/xml|''",
                "application/xml|<Listing><Name>bucket</Name></Listing>",
                "application/xml|" + LISTING,
                "application/xml|<ListBucketResult><Name>buc",
            })
    void refusesForeignPageInsteadOfListing(String type, String body) {
        answering(type, body);

        isNotS3(this::list);
        isNotS3(this::listVersions);
    }

    @Test
    void refusesHtmlInsteadOfObject() {
        answering("text/html", PAGE);

        isNotS3(this::read);
        isNotS3(this::info);
        isNotS3(this::put);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-amz-request-id|4442587FB7D0A2F9",
                "ETag|\"9e107d9d372bb6826bd81d3542a419d6\"",
                "ETag|\"9e107d9d372bb6826bd81d3542a419d6-3\"",
            })
    void readsHtmlObjectFromS3(String header, String value) {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().remove(FakeUpstream.S3_MARK);
            exchange.getResponseHeaders().set(header, value);
            FakeUpstream.answer(exchange, 200, "text/html", PAGE);
        });

        assertThat(catalog.reader().read(CALLER, AT, 0, 6).bytes()).asString().isEqualTo("<html>");
    }

    @Test
    void refusesListingWithoutKeysOrSizes() {
        answering("application/xml", LISTING + "<Contents><Key>a</Key></Contents></ListBucketResult>");
        isNotS3(this::list);

        answering("application/xml", LISTING + "<Version><Key>a</Key></Version></ListBucketResult>");
        isNotS3(this::listVersions);

        answering(
                "application/xml",
                LISTING + "<DeleteMarker><VersionId>v</VersionId></DeleteMarker></ListBucketResult>");
        isNotS3(this::listVersions);
    }

    @Test
    void refusesHtmlWithTheETagOfAWebServer() {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().remove(FakeUpstream.S3_MARK);
            exchange.getResponseHeaders().set("ETag", "\"5f3a-61b2c0d1e4f40\"");
            FakeUpstream.answer(exchange, 200, "text/html", PAGE);
        });

        isNotS3(this::read);
    }

    /** Nothing that is cut short passes for whole. */
    @Test
    void refusesTruncatedListingWithoutAPosition() {
        var truncated = LISTING.replace("false", "true");
        answering("application/xml", truncated + "</ListBucketResult>");
        assertThatThrownBy(this::list).hasMessageContaining("without a position");
        assertThatThrownBy(this::listVersions).hasMessageContaining("without a position");

        var version = "<Version><Key>a</Key><Size>1</Size></Version>";
        answering("application/xml", truncated + version + "</ListBucketResult>");
        assertThatThrownBy(this::listVersions).hasMessageContaining("without a position");
    }

    @Test
    void continuesListingAfterItsLastKeyOrFolder() {
        var keys =
                "<Contents><Key>a</Key><Size>1</Size></Contents><CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>";
        answering("application/xml", LISTING.replace("false", "true") + keys + "</ListBucketResult>");
        assertThat(catalog.reader().list(CALLER, "bucket", "", 10, null).nextToken())
                .isEqualTo(ObjectPage.afterAll("b/"));

        answering("application/xml", LISTING + keys + "</ListBucketResult>");
        assertThat(catalog.reader().list(CALLER, "bucket", "", 10, null).nextToken())
                .isNull();
    }

    /** The client returns versions and delete markers apart. */
    @Test
    void listsVersionsAndDeleteMarkersByKeyAndThenNewestFirst() {
        answering(
                "application/xml",
                LISTING + version("Version", "a", "v1", 1, false) + version("Version", "a", "v2", 2, false)
                        + version("Version", "b", "v4", 4, true) + version("Version", "B", "v5", 5, true)
                        + version("DeleteMarker", "a", "v3", 2, true) + "</ListBucketResult>");

        assertThat(catalog.versions().versions(CALLER, "bucket", "", 10, null).versions())
                .extracting(version -> version.object().key() + " " + version.versionId())
                .containsExactly("B v5", "a v3", "a v2", "a v1", "b v4");
    }

    private static String version(String element, String key, String id, int second, boolean latest) {
        return "<%s><Key>%s</Key><VersionId>%s</VersionId><Size>1</Size><IsLatest>%s</IsLatest>"
                        .formatted(element, key, id, latest)
                + "<LastModified>2026-01-02T03:04:0%dZ</LastModified></%s>".formatted(second, element);
    }

    @Test
    void continuesVersionsAtS3sPosition() {
        var version = "<Version><Key>a</Key><VersionId>v1</VersionId><Size>1</Size></Version>";
        var markers = "<NextKeyMarker>a</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker>";
        answering("application/xml", LISTING.replace("false", "true") + version + markers + "</ListBucketResult>");
        var next = catalog.versions().versions(CALLER, "bucket", "", 1, null).next();
        assertThat(next).isEqualTo(new VersionPage.VersionPosition("a", "v1"));

        catalog.versions().versions(CALLER, "bucket", "", 1, next);
        assertThat(s3.seen().getFirst().path()).doesNotContain("marker=");
        assertThat(s3.seen().getLast().path()).contains("key-marker=a", "version-id-marker=v1");
    }

    @Test
    void returnsEmptyListing() {
        answering("application/xml", LISTING + "</ListBucketResult>");

        assertThat(catalog.reader().list(CALLER, "bucket", "", 10, null).objects())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html|<html>Forbidden</html>",
                "application/xml|<Error><Code>AccessDenied</Code><Message>User: arn:aws:sts::1:assumed-role/r/s is not authorized to"
                        + " perform: s3:GetObject because no VPC endpoint policy allows the s3:GetObject action</Message></Error>",
            })
    void attributesTheNetworksRefusalToTheNetwork(String type, String body) {
        s3.answering(exchange -> FakeUpstream.answer(exchange, 403, type, body));

        assertThatThrownBy(this::read)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll("firewall", "VPC endpoint", "operators");
    }

    @Test
    void retriesOnClosedPooledConnection() throws Exception {
        var listing = LISTING + "</ListBucketResult>";
        var answer = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + listing.length()
                + "\r\n\r\n" + listing;
        try (var server = new KeptConnections(answer, "")) {
            var kept = catalog(server.url());
            for (int i = 0; i < 2; i++) {
                assertThat(kept.reader().list(CALLER, "bucket", "", 10, null).objects())
                        .isEmpty();
            }
            assertThat(server.requests()).hasSize(3);
            kept.resources().stop();
        }
    }

    @Test
    void breakerOpensOnRefusedConnections() {
        s3.close();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(this::list)
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("cannot be reached");
        }

        assertThatThrownBy(this::list)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll("S3 in eu-west-1", "nothing was sent", "try again in");
        assertThat(breakers.open()).containsExactly("s3 eu-west-1");
    }

    @Test
    void breakerIgnoresThrottlingOfOneCaller() {
        s3.answering(exchange ->
                FakeUpstream.answer(exchange, 503, "application/xml", "<Error><Code>SlowDown</Code></Error>"));
        twelveTimes(() -> assertThatThrownBy(this::list).isInstanceOf(Failure.Throttled.class));
        assertThat(breakers.open()).isEmpty();
    }

    /** The answer to a HEAD has no body, so that it cannot say SlowDown. */
    @Test
    void breakerIgnores503ToHeadsOfOneCaller() {
        s3.answering(exchange -> FakeUpstream.answer(exchange, 503, "application/xml", ""));
        twelveTimes(() -> assertThatThrownBy(this::info).isInstanceOf(Failure.class));
        assertThat(breakers.open()).isEmpty();
    }

    /** Side by side, since the SDK waits before it sends a throttled request again. */
    private static void twelveTimes(Runnable call) {
        var calls = Stream.generate(() -> CompletableFuture.runAsync(call, Thread.ofVirtual()::start))
                .limit(12)
                .toList();
        calls.forEach(CompletableFuture::join);
    }
}
