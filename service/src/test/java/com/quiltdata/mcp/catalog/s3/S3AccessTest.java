package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.BucketAccess;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Answer;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Finding;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What S3 says about a caller's access. */
@Tag("process")
class S3AccessTest {
    private static final String LAB = "quilt-lab";
    private static final String KMS = "\"kmsKey\":\"arn:aws:kms:us-east-1:123456789012:key/k\"";
    private static final SandboxProcess SANDBOX = SandboxProcess.written();
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final S3Catalog S3 = S3Adapters.of(
            REST.credentials(),
            S3Adapters.settings(URI.create(SANDBOX.s3Endpoint()), "us-east-1", Duration.ofSeconds(20)));

    private static BucketAccess access(String name, String bucket) {
        return S3.access().access(Caller.of(SANDBOX.token(name)), bucket);
    }

    private static void lab(String properties) {
        SANDBOX.bucketProperties("{\"bucket\":\"quilt-lab\"" + (properties.isEmpty() ? "" : ",") + properties + "}");
    }

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
        lab("\"versioning\":\"Enabled\"");
    }

    @AfterAll
    static void close() throws Exception {
        S3.resources().stop();
        HTTP.stop();
    }

    @Test
    void provesListReadAndVersionsWithoutWriting() {
        SANDBOX.clearRequests();
        var access = access("writer", LAB);
        assertThat(access.region()).isEqualTo("us-east-1");
        assertThat(access.list().answer()).isEqualTo(Answer.YES);
        assertThat(access.read().answer()).isEqualTo(Answer.YES);
        assertThat(access.read().evidence()).startsWith("S3 returned a byte of s3://quilt-lab/");
        assertThat(access.versions().answer()).isEqualTo(Answer.YES);
        assertThat(access.properties().versioning()).isEqualTo("Enabled");
        assertThat(access.properties().requesterPays()).isFalse();
        assertThat(SANDBOX.requests().findValuesAsText("method")).containsOnly("GET");
    }

    @Test
    void tellsListReadAndVersionsApart() {
        lab("\"refused\":[\"s3:GetObject\",\"s3:GetBucketVersioning\"]");
        var unreadable = access("writer", LAB);
        assertThat(unreadable.list().answer()).isEqualTo(Answer.YES);
        assertThat(unreadable.read().answer()).isEqualTo(Answer.NO);
        assertThat(unreadable.versions().answer()).isEqualTo(Answer.YES);
        assertThat(unreadable.properties().versioning()).isNull();
        assertThat(unreadable.properties().requesterPays()).isNull();

        lab("\"refused\":[\"s3:ListBucket\",\"s3:ListBucketVersions\"]");
        var unlisted = access("writer", LAB);
        assertThat(unlisted.list().answer()).isEqualTo(Answer.NO);
        assertThat(unlisted.read().answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(unlisted.versions().answer()).isEqualTo(Answer.NO);
    }

    @Test
    void namesTheKmsKeyAndTheMissingRightToIt() {
        lab(KMS);
        var encrypted = access("writer", LAB).properties();
        assertThat(encrypted.encryption()).isEqualTo("aws:kms");
        assertThat(encrypted.kmsKey()).endsWith("key/k");
        lab(KMS + ",\"refused\":[\"kms:Decrypt\"]");
        var read = access("writer", LAB).read();
        assertThat(read.answer()).isEqualTo(Answer.NO);
        assertThat(read.evidence()).contains("kms:Decrypt", "key/k");
    }

    @Test
    void namesRequesterPaysAndSuspendedVersioning() {
        lab("\"requesterPays\":true");
        var paid = access("writer", LAB);
        assertThat(paid.list().answer()).isEqualTo(Answer.NO);
        assertThat(paid.list().evidence()).contains("Requester Pays");
        assertThat(paid.properties().requesterPays()).isTrue();
        lab("\"versioning\":\"Suspended\"");
        assertThat(access("writer", LAB).properties().versioning()).isEqualTo("Suspended");
    }

    @Test
    void refusesOfARoleAreNoAndMissingBucketsAreNotFound() {
        assertThat(access("reader", LAB).list().answer()).isEqualTo(Answer.NO);
        assertThatThrownBy(() -> access("reader", "quilt-absent")).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void readingAnEmptyBucketIsUnknown() {
        SANDBOX.fault("""
                {"path":"s3","contentType":"application/xml","status":200,"body":
                 "<ListBucketResult><Name>quilt-lab</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>"}""");
        var access = access("writer", LAB);
        assertThat(access.list().answer()).isEqualTo(Answer.YES);
        assertThat(access.read())
                .isEqualTo(new Finding(Answer.UNKNOWN, "The bucket has no object that a read could prove."));
    }

    @Test
    void outagesAreUnknownAndAskedOnce() {
        SANDBOX.fault("{\"path\":\"s3\",\"status\":503}");
        var access = access("writer", LAB);
        assertThat(access.list().answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(access.read()).isEqualTo(access.list());
        assertThat(access.versions()).isEqualTo(access.list());
        assertThat(access.list().evidence()).contains("throttles");
    }
}
