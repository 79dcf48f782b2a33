package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.sandbox.json.Json;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Users that are created and changed while the sandbox runs. */
final class PeopleTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void issuesTokensOfDistinctReaders() {
        var answer = SANDBOX.send("POST", "/sandbox/people", "{\"count\":500}", null);
        assertThat(Json.object(answer.body()).get("tokens"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .hasSize(500)
                .satisfies(tokens -> assertThat(tokens.values()).doesNotHaveDuplicates())
                .allSatisfy((name, token) -> assertThat(buckets(token))
                        .contains("\"name\":\"" + name + '"', "quilt-example")
                        .doesNotContain("quilt-lab"));
    }

    private static String buckets(String token) {
        return SANDBOX.send("POST", "/graphql", "{\"query\":\"{me{name} buckets{name}}\"}", "Bearer " + token)
                .body();
    }

    @Test
    void appliesNewRoleToGraphqlAtOnceAndToS3WithNewCredentials() {
        try (var before = SANDBOX.s3("switcher")) {
            SANDBOX.control("POST", "/roles", role("ReadWriteQuiltBucket"));
            assertThat(SANDBOX.data("switcher", "{buckets{name}}")).contains("quilt-lab");
            assertThatThrownBy(() -> put(before))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
            try (var after = SANDBOX.s3("switcher")) {
                put(after);
            }
        } finally {
            SANDBOX.control("POST", "/roles", role("ReadQuiltBucket"));
        }
        assertThat(SANDBOX.data("switcher", "{buckets{name}}")).doesNotContain("quilt-lab");
    }

    @Test
    void refusesForeignRole() {
        assertThat(SANDBOX.send("POST", "/sandbox/roles", role("AdminQuiltBucket"), null)
                        .statusCode())
                .isEqualTo(400);
    }

    private static void put(S3Client s3) {
        var _ = s3.putObject(put -> put.bucket("quilt-lab").key("people/role.txt"), RequestBody.fromString("x"));
    }

    private static String role(String name) {
        return "{\"user\":\"switcher\",\"role\":\"%s\"}".formatted(name);
    }
}
