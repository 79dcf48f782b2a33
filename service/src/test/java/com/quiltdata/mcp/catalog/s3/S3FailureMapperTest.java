package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.aws.ForeignResponseException;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
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
                .hasNoCause() // which would be logged with what S3 repeats of the request
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @MethodSource
    void explainsWhyS3DidNotRespond(SdkException e, Class<?> failure, String sentence) {
        assertThat(S3FailureMapper.of(e, S3Target.object(AT)))
                .isInstanceOf(failure)
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> explainsWhyS3DidNotRespond() {
        return Stream.of(
                arguments(ApiCallTimeoutException.create(1000), Failure.TooLate.class, "did not finish in time"),
                arguments(ApiCallAttemptTimeoutException.create(1000), Failure.TooLate.class, "did not finish in time"),
                arguments(AbortedException.create("aborted"), Failure.TooLate.class, "cancelled before S3 responded"),
                noResponse(new MessageConstraintException("headers"), "exceed this server's limit"),
                noResponse(new IOException(new UnknownHostException("bucket.s3")), "host name does not resolve"),
                noResponse(new IllegalStateException(new XMLStreamException("ended")), "is not from S3"),
                noResponse(new ConnectException("refused"), "S3 cannot be reached"),
                arguments(ForeignResponseException.create(), Failure.Unavailable.class, "is not from S3"));
    }

    private static Arguments noResponse(Exception cause, String sentence) {
        return arguments(SdkClientException.create("failed", cause), Failure.Unavailable.class, sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "403, text/html, '', A firewall or the policy of a VPC endpoint",
        "403, application/xml, no VPC endpoint policy allows it, A firewall or the policy of a VPC endpoint",
        "403, application/xml, no identity-based policy allows it, Your role is not allowed",
        "404, text/html, '', No object `key`"
    })
    void distinguishesTheNetworksRefusalFromTheRoles(int status, String type, String message, String sentence) {
        var response = SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", type)
                .build();

        assertThat(S3FailureMapper.of(refusal(status, null, message, response), S3Target.object(AT)))
                .hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "400, ExpiredToken, true",
                "403, InvalidAccessKeyId, true",
                "400, InvalidToken, true",
                "400, -, true",
                "403, -, false",
                "400, InvalidArgument, false",
                "403, AccessDenied, false"
            })
    void exchangesCredentialsOnceMoreOnlyWhereFreshOnesMayHelp(int status, @Nullable String code, boolean stale) {
        assertThat(S3FailureMapper.stale(refusal(status, code, null, null))).isEqualTo(stale);
        assertThat(S3FailureMapper.stale(SdkClientException.create("no response")))
                .isFalse();
    }

    private static AwsServiceException refusal(
            int status, @Nullable String code, @Nullable String message, @Nullable SdkHttpResponse response) {
        var details = AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .sdkHttpResponse(response)
                .build();
        return S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AllAccessDisabled, Your role is not allowed to do this with the object `key` in bucket `bucket`",
        "404, NoSuchVersion, Version v not found for s3://bucket/key?versionId=v",
        "429, TooManyRequests, S3 throttles requests to bucket `bucket`",
        "403, InvalidObjectState, The object `key` in bucket `bucket` is archived",
        "400, EntityTooLarge, The content is too large",
        "400, BadDigest, 'The content for the object `key` in bucket `bucket` was damaged on its way to S3; send it again.'",
        "416, InvalidRange, offset: The object `key` in bucket `bucket` ends before this offset",
        "504, GatewayTimeout, S3 did not finish in time",
        "400, ExpiredToken, S3 rejects the new credentials",
        "403, SignatureDoesNotMatch, S3 rejects this server's signature",
        "403, RequestTimeTooSkewed, This server's clock differs",
        "400, AuthorizationHeaderMalformed, Bucket `bucket` is in another region",
        "307, TemporaryRedirect, Bucket `bucket` is in another region",
        "405, MethodNotAllowed, S3 rejects the request for the object",
        "500, InternalError, S3 failed with HTTP 500 for the object"
    })
    void explainsWhatToDoAboutEachRefusal(int status, String code, String sentence) {
        var target = S3Target.object(new ObjectLocation("bucket", "key", code.equals("NoSuchVersion") ? "v" : null));

        assertThat(S3FailureMapper.of(refusal(status, code, null, null), target))
                .hasMessageStartingWith(sentence);
    }

    @Test
    void namesTheRightThatAWriteLacks() {
        assertThat(S3FailureMapper.of(refusal(403, "AccessDenied", null, null), S3Target.written(AT)))
                .hasMessage("Your role is not allowed to write the object `key` in bucket `bucket`.");
    }

    @Test
    void saysWhereToLearnTheReasonThatAHeadResponseLacks() {
        assertThat(S3FailureMapper.of(refusal(400, null, null, null), S3Target.object(AT)))
                .hasMessage(
                        "S3 rejects the request for the object `key` in bucket `bucket` and gives no reason when only"
                                + " its properties are requested. Read the object, for example with object_read: then the"
                                + " failure has the reason.");
    }

    /** S3 sends no code for HEAD, and 404 means the bucket where no key was requested. */
    @Test
    void namesTheBucketThatIsMissing() {
        assertThat(S3FailureMapper.of(refusal(404, null, null, null), S3Target.bucket("bucket")))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageStartingWith("No bucket `bucket`");
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

    /** What exists is looked at first; a role that may not see it may still replace it. */
    @ParameterizedTest
    @CsvSource({"200, true, true", "404, true, false", "403, true, false", "405, false, false"})
    void returnsWhatAPutReplaces(int status, boolean put, boolean replaced) {
        s3.answering(exchange -> {
            var head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Length", "7");
            exchange.getResponseHeaders().set("x-amz-version-id", head ? "old" : "new");
            exchange.sendResponseHeaders(head ? status : 200, -1);
            exchange.close();
        });

        var outcome = Attempt.of(() -> catalog(source()).writer().put(CALLER, "bucket", item("key", true)));

        assertThat(s3.seen())
                .extracting(FakeUpstream.ReceivedRequest::method)
                .isEqualTo(put ? List.of("HEAD", "PUT") : List.of("HEAD"));
        var old = outcome instanceof Attempt.SuccessfulAttempt<StoredObject>(var stored) ? stored.replaced() : null;
        assertThat(old == null ? null : old.location())
                .isEqualTo(replaced ? new ObjectLocation("bucket", "key", "old") : null);
    }

    @Test
    void putsSeveralEachWithItsTypeAndOutcome() {
        var types = new ConcurrentHashMap<String, String>();
        s3.answering(exchange -> {
            var path = exchange.getRequestURI().getPath();
            types.put(path, exchange.getRequestHeaders().getFirst("Content-Type"));
            exchange.sendResponseHeaders(path.endsWith("taken.txt") ? 412 : 200, -1);
            exchange.close();
        });
        var own = new PutItem("own", new byte[] {1}, "text/x-own", Map.of(), false);
        var done = new ArrayList<Integer>();

        var outcomes = catalog(source())
                .writer()
                .putAll(CALLER, "bucket", List.of(item("a.csv", false), item("taken.txt", false), own), done::add);

        assertThat(outcomes)
                .extracting(outcome -> outcome instanceof Attempt.SuccessfulAttempt)
                .containsExactly(true, false, true);
        assertThat(done).containsExactly(1, 2, 3);
        assertThat(types)
                .containsEntry("/bucket/a.csv", "text/csv")
                .containsEntry("/bucket/own", "text/x-own")
                .hasSize(3);
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

    /** Every other failure, such as a redirect, may come from a region that is no longer the bucket's. */
    @ParameterizedTest
    @CsvSource({"301, 2", "403, 1"})
    void looksUpRegionAgainUnlessS3RefusedTheRole(int status, int lookups) {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("x-amz-bucket-region", "ap-south-1");
            var object = exchange.getRequestURI().getPath().endsWith("/key");
            exchange.sendResponseHeaders(object ? status : 200, -1);
            exchange.close();
        });
        var session = session();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> session.call(CALLER, S3Target.object(AT), as -> as.head(AT)))
                    .isInstanceOf(Failure.class);
        }

        assertThat(s3.seen()).filteredOn(seen -> !seen.path().endsWith("/key")).hasSize(lookups);
    }

    @ParameterizedTest
    @CsvSource({"404, No bucket `bucket`", "403, Your role is not allowed to do this with the bucket `bucket`"})
    void reportsBucketWhoseRegionS3DoesNotReturn(int status, String sentence) {
        s3.answering(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> session().call(CALLER, S3Target.bucket("bucket"), as -> "sent"))
                .hasMessageStartingWith(sentence);
    }

    private S3Session session() {
        var regions = new BucketRegionCache(S3Adapters.settings(null, "us-east-1", Duration.ofSeconds(20)), clients);
        return new S3Session(source(), clients, regions);
    }

    @Test
    void logsS3sRequestIdAndTheBucketButNotTheKey() {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("x-amz-id-2", "host");
            FakeUpstream.answer(exchange, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
        });

        try (var log = new LogLines()) {
            assertThatThrownBy(() -> catalog(source()).reader().read(CALLER, AT, 0, 1))
                    .isInstanceOf(Failure.Denied.class);
            assertThat(log.lines())
                    .contains("S3 refused bucket=bucket status=403 code=AccessDenied s3_request=fake s3_host=host")
                    .noneMatch(line -> line.contains("key"));
        }
    }

    @ParameterizedTest
    @CsvSource({", https://bucket.s3.eu-west-1.amazonaws.com/key", "https://s3.example, https://s3.example/bucket/key"})
    void addressesBucketsByPathOnlyAtACustomEndpoint(@Nullable URI endpoint, String url) {
        var other = new S3Clients(
                S3Adapters.settings(endpoint, "us-east-1", Duration.ofSeconds(20)),
                S3Adapters.unlimited(),
                ExchangeRecorder.untold(),
                BreakerRegistry.none());

        assertThat(other.client(Region.EU_WEST_1)
                        .utilities()
                        .getUrl(b -> b.bucket("bucket").key("key")))
                .hasToString(url);
        other.stop();
    }

    @Test
    void closesItsConnectionsOnStop() {
        clients.stop();

        assertThatThrownBy(() -> clients.client(Region.EU_WEST_1).headBucket(b -> b.bucket("bucket")))
                .isInstanceOf(RuntimeException.class);
        assertThat(s3.seen()).isEmpty();
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

    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void saysThatAPutWithoutAResponseMayHaveBeenCarriedOut(int status) {
        s3.answering(exchange -> {
            if (status > 0) {
                FakeUpstream.answer(exchange, status, "application/xml", "<Error><Code>InternalError</Code></Error>");
            }
            exchange.close();
        });
        var catalog = catalog(source());
        assertThatThrownBy(() -> catalog.writer().put(CALLER, "bucket", item("key", false)))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("The object may have been written: check with bucket_object_info");
        assertThatThrownBy(() -> catalog.reader().info(CALLER, AT)).hasMessageNotContaining("written");
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
