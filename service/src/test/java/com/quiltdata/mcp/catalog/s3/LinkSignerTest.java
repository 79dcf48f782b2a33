package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.aws.AwsSession;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class LinkSignerTest {
    private static final ObjectLocation AT = new ObjectLocation("bucket", "a key", "v1");

    private final S3Clients aws = clients(null);

    @AfterEach
    void close() {
        aws.stop();
    }

    private static S3Clients clients(@Nullable URI endpoint) {
        var settings = S3Adapters.settings(endpoint, "us-east-1", Duration.ofSeconds(20));
        return new S3Clients(settings, S3Adapters.unlimited(), ExchangeRecorder.untold(), BreakerRegistry.none());
    }

    private static S3Session.CallContext context(S3Clients clients, Duration validity) {
        var credentials =
                new Credentials("AKID", "secret", "session", Instant.now().plus(validity));
        var override = AwsSession.as(Caller.of("token"), credentials);
        return new S3Session.CallContext(clients.client(Region.EU_WEST_1), override, credentials, Region.EU_WEST_1);
    }

    private long seconds(Duration requested, Duration validity) {
        var url =
                new LinkSigner(aws).sign(context(aws, validity), AT, requested).url();
        var expires = Pattern.compile("X-Amz-Expires=(\\d+)").matcher(url);
        assertThat(expires.find()).isTrue();
        return Long.parseLong(expires.group(1));
    }

    @Test
    void signsOneVersionForTheBucketsRegionAndItsHost() {
        var link = new LinkSigner(aws).sign(context(aws, Duration.ofHours(1)), AT, Duration.ofMinutes(1));

        assertThat(link.url())
                .startsWith("https://bucket.s3.eu-west-1.amazonaws.com/a%20key?")
                .contains("versionId=v1", "%2Feu-west-1%2Fs3%2Faws4_request", "X-Amz-Security-Token=session");
    }

    @Test
    void linksACustomEndpointByPath() {
        var own = clients(URI.create("https://s3.example"));
        var link = new LinkSigner(own).sign(context(own, Duration.ofHours(1)), AT, Duration.ofMinutes(1));

        assertThat(link.url()).startsWith("https://s3.example/bucket/a%20key?");
        own.stop();
    }

    @ParameterizedTest
    @CsvSource({"PT1M, P1D, 60", "PT1M1.9S, P1D, 61", "P7D, P30D, 604800", "P8D, P30D, 604800"})
    void isValidAsLongAsRequestedAndAtMostSevenDays(Duration requested, Duration validity, long seconds) {
        assertThat(seconds(requested, validity)).isEqualTo(seconds);
    }

    @Test
    void expiresSecondsBeforeItsCredentials() {
        assertThat(seconds(Duration.ofHours(2), Duration.ofHours(1))).isBetween(3000L, 3595L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT0S", "PT5S"})
    void refusesToSignWithCredentialsThatAreAboutToExpire(Duration validity) {
        var context = context(aws, validity);
        var terms = new UploadLinkRequest("bucket", "key", null, false);

        assertThatThrownBy(() -> new LinkSigner(aws).sign(context, AT, Duration.ofMinutes(1)))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("about to expire");
        assertThatThrownBy(() -> new LinkSigner(aws).sign(context, terms, Duration.ofMinutes(1)))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void allowsForAClockThatIsBehindS3s() {
        aws.clock().date(in(Duration.ofHours(2)));

        assertThat(seconds(Duration.ofHours(1), Duration.ofDays(1))).isBetween(10_790L, 10_810L);
    }

    @Test
    void signsNoLinkThatS3WouldRefuseForItsTime() {
        for (var date : List.of(in(Duration.ofMinutes(-20)), in(Duration.ofDays(8)))) {
            aws.clock().date(date);
            assertThatThrownBy(() -> seconds(Duration.ofHours(1), Duration.ofDays(1)))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageMatching(
                            "This server's clock differs from S3's by [0-9,]+ minutes, so S3 would not accept"
                                    + " the link; ask its operators to correct it.");
        }
        aws.clock().date(in(Duration.ofSeconds(-50)));
        assertThat(seconds(Duration.ofHours(1), Duration.ofDays(1))).isEqualTo(3600);
    }

    private static String in(Duration time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(time).atOffset(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({"a.csv, , text/csv", "a.csv, text/x-own, text/x-own"})
    void uploadBindsItsTypeAndRefusesToOverwrite(String key, @Nullable String type, String signed) {
        var terms = new UploadLinkRequest("bucket", key, type, false);
        var upload = new LinkSigner(aws).sign(context(aws, Duration.ofHours(1)), terms, Duration.ofMinutes(1));

        assertThat(upload.headers())
                .containsEntry("content-type", signed)
                .containsEntry("if-none-match", "*")
                .hasSize(2);
        assertThat(upload.url()).contains("/a.csv?", "X-Amz-SignedHeaders=content-type%3Bhost%3Bif-none-match");
    }

    @Test
    void uploadMayOverwriteOnRequest() {
        var terms = new UploadLinkRequest("bucket", "a.csv", null, true);
        var upload = new LinkSigner(aws).sign(context(aws, Duration.ofHours(1)), terms, Duration.ofMinutes(1));

        assertThat(upload.headers()).containsOnlyKeys("content-type");
        assertThat(upload.url()).contains("X-Amz-SignedHeaders=content-type%3Bhost&");
    }
}
