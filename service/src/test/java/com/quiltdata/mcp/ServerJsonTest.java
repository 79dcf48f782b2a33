package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code server.json} describes this server as the MCP registry's schema of 2025-12-11 wants it; the schema itself is in no
 * package that the build can get. It has a version, and no host and no token of anybody.
 */
final class ServerJsonTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern VERSION =
            Pattern.compile("(?s)<artifactId>quilt-mcp-parent<.*?<version>([^<-]+)(?:-SNAPSHOT)?</version>");

    private final JsonNode server = read();
    private final JsonNode remote = server.at("/remotes/0");

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(ROOT.resolve("server.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasTheFieldsOfTheRegistrysSchema() {
        assertThat(server.fieldNames())
                .toIterable()
                .containsExactly(
                        "$schema", "name", "title", "description", "version", "websiteUrl", "repository", "remotes");
        assertThat(server.path("$schema").asText())
                .isEqualTo("https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json");
        assertThat(server.path("name").asText()).matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+");
        assertThat(server.path("title").asText()).hasSizeBetween(1, 100);
        assertThat(server.path("description").asText()).hasSizeBetween(1, 100);
        assertThat(server.at("/repository/source").asText()).isEqualTo("github");
        assertThat(server.path("remotes")).hasSize(1);
        assertThat(remote.fieldNames()).toIterable().containsExactly("type", "url", "variables", "headers");
        assertThat(remote.path("type").asText()).isEqualTo("streamable-http");
        assertThat(remote.path("url").asText()).matches("https?://\\S+");
    }

    @Test
    void hasTheVersionOfTheProject() throws IOException {
        var version = VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(server.path("version").asText()).isEqualTo(version.group(1));
    }

    @Test
    void hasVariablesForTheHostAndForTheTokenWhichIsSecret() {
        assertThat(remote.path("url").asText()).isEqualTo("https://{host}/mcp");
        assertDefined(remote, "url");
        assertThat(remote.at("/variables/host/isRequired").asBoolean()).isTrue();

        var header = remote.at("/headers/0");
        assertThat(remote.path("headers")).hasSize(1);
        assertThat(header.path("name").asText()).isEqualTo("Authorization");
        assertThat(header.path("value").asText()).isEqualTo("Bearer {token}");
        assertDefined(header, "value");
        assertThat(StreamSupport.stream(header.path("variables").spliterator(), false))
                .singleElement()
                .satisfies(token -> {
                    assertThat(token.path("isSecret").asBoolean()).isTrue();
                    assertThat(token.path("isRequired").asBoolean()).isTrue();
                    assertThat(token.has("value") || token.has("default")).isFalse();
                });
        assertThat(header.path("isSecret").asBoolean()).isTrue();
        assertThat(header.path("isRequired").asBoolean()).isTrue();
    }

    /** Every variable of a template is described, and no other. */
    private static void assertDefined(JsonNode owner, String template) {
        assertThat(VARIABLE.matcher(owner.path(template).asText())
                        .results()
                        .map((MatchResult it) -> it.group(1))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        () -> owner.path("variables").fieldNames());
        assertThat(owner.path("variables"))
                .allSatisfy(variable ->
                        assertThat(variable.path("description").asText()).isNotBlank());
    }
}
