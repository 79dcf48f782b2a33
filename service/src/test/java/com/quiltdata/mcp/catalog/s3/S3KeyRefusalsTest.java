package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3KeyRefusalsTest {
    private static Failure failure(int status, String code, String message) {
        var details =
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
        return S3FailureMapper.of(
                S3Exception.builder()
                        .statusCode(status)
                        .awsErrorDetails(details)
                        .build(),
                S3Target.object(new ObjectLocation("bucket-1", "k", null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied | User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: kms:Decrypt on"
                        + " resource: arn:aws:kms:us-east-1:1:key/ab-c because no identity-based policy allows it"
                        + " | Your role may not use the KMS key `arn:aws:kms:us-east-1:1:key/ab-c` of the object `k` in"
                        + " bucket `bucket-1`: it lacks kms:Decrypt. Ask",
                "403 | AccessDenied | User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform:"
                        + " kms:GenerateDataKey on this resource because the resource does not exist in this Region"
                        + " | Your role may not use the KMS key of the object `k` in bucket `bucket-1`: it lacks"
                        + " kms:GenerateDataKey. Ask",
                "403 | AccessDenied | The ciphertext refers to a customer master key that does not exist, does not exist"
                        + " in this region, or you are not allowed to access."
                        + " | Your role may not use the KMS key of the object `k` in bucket `bucket-1`: it lacks the",
                "403 | AccessDenied | Access Denied because object protected by object lock."
                        + " | The object `k` in bucket `bucket-1` is protected by S3 Object Lock. It can be changed after",
                "400 | InvalidRequest | The object was stored using a form of Server Side Encryption. The correct"
                        + " parameters must be provided to retrieve the object."
                        + " | The object `k` in bucket `bucket-1` is encrypted with a key that its writer keeps (SSE-C)",
                "403 | AccessDenied | Bucket is a Requester Pays bucket"
                        + " | Bucket `bucket-1` is a Requester Pays bucket. This server never agrees to pay"
            })
    void namesTheCauseOfADenial(int status, String code, String message, String sentence) {
        var failure = failure(status, code, message);

        assertThat(failure)
                .isInstanceOf(Failure.Denied.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("assumed-role");
        assertThat(S3KeyRefusals.isRequesterPays(failure)).isEqualTo(message.contains("Requester Pays"));
    }

    @ParameterizedTest
    @CsvSource({
        "KMS.DisabledException, is disabled",
        "KMS.NotFoundException, does not exist",
        "KMS.KMSInvalidStateException, pending deletion",
        "KMS.KeyUnavailableException, KMS.KeyUnavailableException"
    })
    void saysThatAKeyCannotBeUsed(String code, String state) {
        assertThat(failure(400, code, "arn:aws:kms:us-east-1:1:key/ab-c is disabled."))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("the KMS key `arn:aws:kms:us-east-1:1:key/ab-c` of the object `k`")
                .hasMessageContaining(state)
                .hasMessageContaining("your permissions were not checked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Access Denied", "no identity-based policy allows the s3:GetObject action"})
    void leavesOtherDenialsToTheRole(String message) {
        assertThat(failure(403, "AccessDenied", message)).hasMessageStartingWith("Your role is not allowed to do this");
    }
}
