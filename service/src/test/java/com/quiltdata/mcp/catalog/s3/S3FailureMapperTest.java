package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an S3 may answer that the sandbox's never does. */
class S3FailureMapperTest {
    private static final Caller CALLER = Caller.of("token");
    private static final ObjectLocation AT = new ObjectLocation("bucket", "key", null);

    private final FakeUpstream s3 = new FakeUpstream();
    private final S3Settings settings = S3Adapters.settings(URI.create(s3.url()), "eu-west-1", Duration.ofSeconds(20));
    private final S3Clients clients =
            new S3Clients(settings, S3Adapters.unlimited(), ExchangeRecorder.untold(), BreakerRegistry.none());

    @AfterEach
    void close() {
        clients.stop();
        s3.close();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, Denied",
        "404, NoSuchBucket, NotFound",
        "404, NoSuchKey, NotFound",
        "404, NoSuchVersion, NotFound",
        "403, InvalidAccessKeyId, Unavailable",
        "403, SignatureDoesNotMatch, Unavailable",
        "403, RequestTimeTooSkewed, Unavailable",
        "403, InvalidObjectState, Conflict",
        "301, PermanentRedirect, Unavailable",
        "400, InvalidArgument, Invalid",
        "501, NotImplemented, Unavailable"
    })
    void mapsEachErrorCodeToItsFailure(int status, String code, String fault) {
        s3.answering(exchange ->
                FakeUpstream.answer(exchange, status, "application/xml", "<Error><Code>" + code + "</Code></Error>"));

        assertThatThrownBy(() -> catalog(source()).reader().read(CALLER, AT, 0, 1))
                .isInstanceOf(Failure.class)
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"403, Denied", "404, NotFound", "400, Invalid", "405, Invalid", "301, Unavailable"})
    void mapsHeadResponsesByTheirStatus(int status, String fault) {
        s3.answering(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> catalog(source()).reader().info(CALLER, AT))
                .isInstanceOf(Failure.class)
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(fault);
    }

    /** F18: HEAD answers have no body, so that only their status tells. */
    @ParameterizedTest
    @CsvSource({"404, Version v not found for", "400, Version v not found for", "403, Access denied for version v of"})
    void distinguishesMissingAndRefusedVersionsByStatus(int status, String sentence) {
        s3.answering(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> catalog(source()).reader().info(CALLER, new ObjectLocation("bucket", "key", "v")))
                .isInstanceOf(status == 403 ? Failure.Denied.class : Failure.NotFound.class)
                .hasMessageStartingWith(sentence + " s3://bucket/key?versionId=v");
    }

    @ParameterizedTest
    @CsvSource({
        "412, PreconditionFailed, and was left unchanged; send overwrite=true",
        "409, ConditionalRequestConflict, nothing was written",
    })
    void reportsConflictOfPutWithoutOverwrite(int status, String code, String sentence) {
        var condition = new AtomicReference<String>();
        s3.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            FakeUpstream.answer(exchange, status, "application/xml", "<Error><Code>" + code + "</Code></Error>");
        });

        assertThatThrownBy(() -> catalog(source()).writer().put(CALLER, "bucket", item("key", false)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining(sentence);
        assertThat(condition).hasValue("*");
        assertThat(s3.seen()).hasSize(1);
    }

    /** The first answer is lost after S3 stored the object; the client asks again, and meets its own. */
    @Test
    void conflictAfterRetryMentionsFirstAttempt() {
        var tries = new AtomicInteger();
        s3.answering(exchange -> FakeUpstream.answer(
                exchange,
                tries.incrementAndGet() == 1 ? 500 : 412,
                "application/xml",
                "<Error><Code>" + (tries.get() == 1 ? "InternalError" : "PreconditionFailed") + "</Code></Error>"));

        assertThatThrownBy(() -> catalog(source()).writer().put(CALLER, "bucket", item("key", false)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("perhaps because the first attempt of this call stored it");
    }

    private static PutItem item(String key, boolean overwrite) {
        return new PutItem(key, new byte[] {1}, null, Map.of(), overwrite);
    }

    @Test
    void reportsDeleteMarker() {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("x-amz-delete-marker", "true");
            exchange.sendResponseHeaders(405, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> catalog(source()).reader().info(CALLER, AT))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("was deleted");
    }

    @Test
    void refusesTruncatedObject() {
        s3.answering(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            throw new IOException("dropped");
        });

        assertThatThrownBy(() -> catalog(source()).reader().read(CALLER, AT, 0, 100))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void failsAtTheDeadlineWhenS3IsSilent() {
        var never = new CountDownLatch(1);
        s3.answering(exchange -> {
            Latches.await(never);
        });
        var hurried = S3Adapters.settings(settings.endpoint(), "eu-west-1", Duration.ofMillis(500));

        assertThatThrownBy(() -> S3Adapters.of(source(), hurried).reader().info(CALLER, AT))
                .isInstanceOf(Failure.TooLate.class);
        never.countDown();
    }

    @Test
    void sendsNothingToS3WithoutCredentials() {
        var refusing = new CredentialsSource() {
            @Override
            public Credentials get(Caller caller) {
                throw new Failure.Denied("no");
            }

            @Override
            public void forget(Caller caller) {}

            @Override
            public void forget(Caller caller, Credentials refused) {}
        };

        assertThatThrownBy(() -> catalog(refusing).reader().info(CALLER, AT))
                .isInstanceOf(Failure.Denied.class)
                .hasMessage("no");
        assertThat(s3.seen()).isEmpty();
    }

    /** A profile, the environment or system properties may hold an identity; none of them is ever used. */
    @Test
    void neverUsesAmbientCredentials() {
        System.setProperty("aws.accessKeyId", "AKIAAMBIENT");
        System.setProperty("aws.secretAccessKey", "ambient");
        try {
            s3.answering(exchange -> FakeUpstream.answer(exchange, 403, "application/xml", "<Error/>"));
            assertThatThrownBy(() -> clients.client(Region.EU_WEST_1).headBucket(b -> b.bucket("bucket")))
                    .isInstanceOf(S3Exception.class);
            catalogFails();
            assertThat(s3.seen())
                    .first()
                    .satisfies(seen -> assertThat(seen.authorization()).isNull());
            assertThat(s3.seen())
                    .last()
                    .satisfies(seen -> assertThat(seen.authorization())
                            .contains("Credential=AKID/")
                            .contains("/eu-west-1/s3/"));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @ParameterizedTest
    @CsvSource({"200", "301", "403", "400"})
    void learnsBucketRegionOnceFromAnyResponse(int status) {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "ap-south-1");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        var regions = new BucketRegionCache(S3Adapters.settings(null, "us-east-1", Duration.ofSeconds(20)), clients);
        var as = AwsRequestOverrideConfiguration.builder().build();

        assertThat(regions.of("bucket", as)).isEqualTo(Region.AP_SOUTH_1);
        assertThat(regions.of("bucket", as)).isEqualTo(Region.AP_SOUTH_1);
        assertThat(s3.seen()).hasSize(1);
    }

    /** Every partition has its own form of region names; what fits none of them never becomes a host. */
    @ParameterizedTest
    @CsvSource({
        "eusc-de-east-1, eusc-de-east-1",
        "us-gov-west-1, us-gov-west-1",
        "cn-north-1, cn-north-1",
        "us-isob-east-1, us-isob-east-1",
        "eu-isoe-west-1, eu-isoe-west-1",
        "mx-central-1, mx-central-1",
        "us-east-1.evil.example, us-east-1",
        "zz-nowhere-1, us-east-1",
        "aws-global, us-east-1"
    })
    void learnsRegionsOfEveryPartition(String told, String region) {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", told);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        var regions = new BucketRegionCache(S3Adapters.settings(null, "us-east-1", Duration.ofSeconds(20)), clients);

        assertThat(regions.of(
                        "bucket", AwsRequestOverrideConfiguration.builder().build()))
                .isEqualTo(Region.of(region));
    }

    @ParameterizedTest
    @CsvSource({
        "a//b, /bucket/a/%2Fb",
        "a/../b, /bucket/a/../b",
        "./a, /bucket/./a",
        "'a+b c%2B', /bucket/a%2Bb%20c%252B"
    })
    void sendsKeysUnchanged(String key, String path) {
        s3.answering(exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> catalog(source()).reader().info(CALLER, new ObjectLocation("bucket", key, null)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(s3.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.path()).isEqualTo(path));
    }

    @Test
    void sendsChecksumAndSignsWholePut() {
        var checksum = new AtomicReference<String>();
        s3.answering(exchange -> {
            checksum.set(exchange.getRequestHeaders().getFirst("x-amz-checksum-crc32"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        catalog(source())
                .writer()
                .replace(
                        CALLER,
                        "bucket",
                        new PutItem("key", "123456789".getBytes(StandardCharsets.UTF_8), null, Map.of(), true));

        assertThat(checksum).hasValue("y/Q5Jg=="); // CBF43926, the check value of CRC-32
        assertThat(s3.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.body()).isEqualTo("123456789"));
    }

    private void catalogFails() {
        assertThatThrownBy(() -> catalog(source()).reader().info(CALLER, AT)).isInstanceOf(Failure.Denied.class);
    }

    private S3Catalog catalog(CredentialsSource source) {
        return S3Adapters.of(source, settings);
    }

    private static CredentialsSource source() {
        return new CredentialsSource() {
            @Override
            public Credentials get(Caller caller) {
                return new Credentials(
                        "AKID", "secret", "session", Instant.now().plusSeconds(3600));
            }

            @Override
            public void forget(Caller caller) {}

            @Override
            public void forget(Caller caller, Credentials refused) {}
        };
    }
}
