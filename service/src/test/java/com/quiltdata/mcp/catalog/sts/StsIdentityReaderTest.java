package com.quiltdata.mcp.catalog.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom STS takes a caller for. */
@Tag("process")
class StsIdentityReaderTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final StsIdentityReader STS = reader(SANDBOX.stsEndpoint());

    private static StsIdentityReader reader(String endpoint) {
        return StsIdentityReader.of(
                REST.credentials(),
                new StsSettings(URI.create(endpoint), "us-east-1", Duration.ofSeconds(20)),
                S3Adapters.unlimited(),
                ExchangeRecorder.untold(),
                BreakerRegistry.none());
    }

    private static Caller caller(String name) {
        return Caller.of(SANDBOX.token(name));
    }

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
    }

    @AfterAll
    static void close() throws Exception {
        STS.stop();
        HTTP.stop();
    }

    @Test
    void namesTheActiveRoleAndTheUserOfEachCaller() {
        var writer = STS.identity(caller("writer"));
        assertThat(writer.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltBucket/writer");
        assertThat(writer.account()).isEqualTo("123456789012");
        assertThat(writer.type()).isEqualTo("assumed-role");
        assertThat(writer.role()).isEqualTo("ReadWriteQuiltBucket");
        assertThat(writer.name()).isEqualTo("writer");
        assertThat(STS.identity(caller("nobody")).role()).isEqualTo("NoBucket");
    }

    @Test
    void throwsRefusedTokenWithoutAskingSts() {
        SANDBOX.clearRequests();
        assertThatThrownBy(() -> STS.identity(caller("expired"))).isInstanceOf(UnauthenticatedException.class);
        assertThat(SANDBOX.requests().findValuesAsText("plane")).doesNotContain("sts");
    }

    @Test
    void exchangesStaleCredentialsOnceMore() {
        var before = REST.credentials().get(caller("apikey"));
        SANDBOX.fault(error(403, "ExpiredToken", 1));
        assertThat(STS.identity(caller("apikey")).name()).isEqualTo("writer");
        assertThat(REST.credentials().get(caller("apikey"))).isNotEqualTo(before);
    }

    private static String error(int status, String code, int times) {
        return ("{\"path\":\"sts\",\"status\":%d,\"times\":%d,\"contentType\":\"text/xml\",\"body\":"
                        + "\"<ErrorResponse><Error><Code>%s</Code><Message>m</Message></Error></ErrorResponse>\"}")
                .formatted(status, times, code);
    }

    @ParameterizedTest
    @CsvSource({
        "403,AccessDenied,sts:GetCallerIdentity",
        "403,SignatureDoesNotMatch,STS rejects this server's signature",
        "403,ExpiredToken,STS rejects the new credentials",
        "403,OptInRequired,STS failed with HTTP 403"
    })
    void saysWhySTSRefuses(int status, String code, String sentence) {
        SANDBOX.fault(error(status, code, 9));
        assertThatThrownBy(() -> STS.identity(caller("reader")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void saysThatAnotherServerIsNotSts() throws Exception {
        try (var web = new FakeUpstream().answering(200, "<html>a page</html>")) {
            var reader = reader(web.url());
            assertThatThrownBy(() -> reader.identity(caller("reader")))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("AWS_ENDPOINT_URL_STS");
            reader.stop();
        }
    }
}
