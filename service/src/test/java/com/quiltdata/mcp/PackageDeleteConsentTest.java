package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A package is deleted with consent alone: the user's where the client can ask, the argument where it cannot. */
@Tag("process")
final class PackageDeleteConsentTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        server = TestServer.onWrittenSandbox();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String created(String name) {
        return server.ok(
                        sandbox.token("writer"),
                        "package_create",
                        Map.of(
                                "package_name",
                                name,
                                "registry",
                                "quilt-example",
                                "s3_uris",
                                java.util.List.of("s3://quilt-example/data/storms.csv")))
                .get("top_hash")
                .asText();
    }

    private static Map<String, Object> arguments(String name) {
        return Map.of("package_name", name, "registry", "s3://quilt-example");
    }

    /** A call of a client that can ask its user, with what the round before left. */
    private static JsonNode modern(String name, ObjectNode more) {
        var arguments = JSON.valueToTree(arguments(name)).toString();
        var request = EraRequest.call("package_delete", arguments).eliciting().with(more);
        var sent = EraRequest.answeredInJson(request.modern(server.uri("/mcp"), sandbox.token("writer")))
                .build();
        return TestServer.json(ServerProcess.send(sent).body()).path("result");
    }

    private static boolean exists(String name) {
        return !server.call(sandbox.token("writer"), "package_browse", arguments(name))
                .get("isError")
                .asBoolean();
    }

    @Test
    void asksTheUserAndDeletesOnlyWithConsent() {
        var hash = created("deleted/asked");

        var asked = modern("deleted/asked", JSON.createObjectNode());
        assertThat(asked.at("/inputRequests/confirm/params/message").asText())
                .isEqualTo("Delete package deleted/asked in bucket quilt-example with its only revision? Latest is %s."
                        .formatted(hash));
        assertThat(modern("deleted/asked", EraRequest.confirmation(asked, false))
                        .get("isError")
                        .asBoolean())
                .isTrue();
        assertThat(exists("deleted/asked")).isTrue();
        var done = modern("deleted/asked", EraRequest.confirmation(asked, true));
        assertThat(done.at("/structuredContent/deleted").asInt()).isEqualTo(1);
        assertThat(exists("deleted/asked")).isFalse();
    }

    @Test
    void asksAgainWhenThePackageChangedMeanwhile() {
        created("deleted/changed");
        var asked = modern("deleted/changed", JSON.createObjectNode());
        var now = server.ok(
                sandbox.token("writer"),
                "package_patch",
                Map.of("bucket", "quilt-example", "name", "deleted/changed", "meta", Map.of("k", 1), "message", "m"));

        var again = modern("deleted/changed", EraRequest.confirmation(asked, true));

        assertThat(again.at("/inputRequests/confirm/params/message").asText())
                .contains("all of its 2 revisions")
                .contains(now.get("top_hash").asText());
        assertThat(exists("deleted/changed")).isTrue();
    }

    @Test
    void requiresConfirmFromClientsWithoutElicitation() {
        var hash = created("deleted/argued");
        var token = sandbox.token("writer");

        assertThat(server.fails(token, "package_delete", arguments("deleted/argued")))
                .contains("its only revision")
                .contains(hash)
                .contains("confirm=true");
        assertThat(exists("deleted/argued")).isTrue();
        var arguments = new java.util.HashMap<String, Object>(arguments("deleted/argued"));
        arguments.put("confirm", true);
        assertThat(server.ok(token, "package_delete", arguments).get("deleted").asInt())
                .isEqualTo(1);
        assertThat(exists("deleted/argued")).isFalse();
    }
}
