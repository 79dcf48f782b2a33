package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the audit log tells of a call's arguments. */
final class AuditTargetTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDENS = Path.of("src/test/resources/golden/tools");
    private static final Caller ADA = Caller.of("ada-secret");

    /** Contents, metadata, messages, addresses of people, and how something is laid out or shown: an auditor does not need them. */
    private static final Set<String> WITHHELD = Set.of(
            "auto_organize",
            "browsable",
            "compression",
            "config",
            "confirm_structure",
            "content",
            "content_encoding",
            "content_type",
            "continue_on_error",
            "description",
            "email",
            "file_extensions_to_index",
            "flatten",
            "format",
            "generate_readme",
            "icon_url",
            "include_entries",
            "index_content_bytes",
            "linked_data",
            "logical_key_pattern",
            "message",
            "meta",
            "metadata",
            "metadata_template",
            "overview_url",
            "package_pattern",
            "parser_delimiter",
            "parser_format",
            "parser_header",
            "parser_skip_rows",
            "prefixes",
            "query",
            "readme",
            "relevance_score",
            "remove",
            "scanner_parallel_shards_depth",
            "schema",
            "show",
            "skip_meta_data_indexing",
            "sns_notification_arn",
            "tags");

    private static Map<String, Object> told(String json) throws IOException {
        return AuditTarget.of((ObjectNode) JSON.readTree(json), ADA);
    }

    @Test
    void withholdsSecretsThatAreSentAsNames() throws IOException {
        assertThat(
                        told(
                                "{\"id\":\"qk_rMeenZ8ZUsnHmSOAQCiyxj1MH7xdmchB4E5VFQja\",\"name\":\"eyJh.eyJp.s-g\",\"key\":\"a/qk_b\"}"))
                .isEqualTo(Map.of("id", "***", "name", "***", "key", "a/qk_b"));
        assertThat(told("{\"id\": \"qk_L5p...d74\", \"roles\": [\"x qk_L5pnO6n6fYxG82ojK5baApk\"]}"))
                .isEqualTo(Map.of("id", "qk_L5p...d74", "roles", List.of("x ***")));
    }

    @Test
    void knowsEveryArgumentOfWritingTools() throws IOException {
        var told = new TreeSet<String>();
        var withheld = new TreeSet<String>();
        try (var files = Files.list(GOLDENS)) {
            for (var file : files.toList()) {
                var tool = JSON.readTree(file.toFile());
                if (tool.at("/annotations/readOnlyHint").asBoolean()) {
                    continue;
                }
                for (var argument : tool.at("/inputSchema/properties").properties()) {
                    var sample = JSON.createObjectNode();
                    sample.set(argument.getKey(), sample(argument.getValue()));
                    (AuditTarget.of(sample, ADA).isEmpty() ? withheld : told).add(argument.getKey());
                }
            }
        }
        assertThat(withheld).isEqualTo(new TreeSet<>(WITHHELD));
        assertThat(told).contains("bucket", "package_name", "registry", "s3_uris", "items", "entries", "set", "delete");
    }

    /** What of a read's arguments is no name or location of data: how it is searched, filtered, paged and shown. */
    private static final Set<String> WITHHELD_OF_READS = Set.of("""
            backend base64_encode bins catalog_host catalog_url check color_scheme continuation_token count_only \
            cursor custom_fields data delimiter description email encoding explain_query facets file_types filter \
            fingerprint force_refresh group_column include_cross_account include_data include_details \
            include_file_info include_metadata include_schemas include_signed_urls include_versioned_docs \
            include_versions latest_only limit max_bytes max_depth max_keys max_results max_rows metadata \
            metadata_template offset operations order organized_structure output_format package_metadata page \
            page_size partial_query per_page plot_type profile readme_content recursive source_info status \
            suggestion_types template template_name type user_meta_filters value_column x_column xlabel y_column \
            ylabel""".split(" "));

    @Test
    void knowsEveryArgumentOfReadingTools() throws IOException {
        var withheld = new TreeSet<String>();
        try (var files = Files.list(GOLDENS)) {
            for (var file : files.toList()) {
                var tool = JSON.readTree(file.toFile());
                if (!tool.at("/annotations/readOnlyHint").asBoolean()) {
                    continue;
                }
                for (var argument : tool.at("/inputSchema/properties").properties()) {
                    var sample = JSON.createObjectNode();
                    sample.set(argument.getKey(), sample(argument.getValue()));
                    if (AuditTarget.ofRead(sample, ADA).isEmpty()) {
                        withheld.add(argument.getKey());
                    }
                }
            }
        }
        assertThat(withheld).isEqualTo(new TreeSet<>(WITHHELD_OF_READS));
    }

    @Test
    void logsTheUriOfDataButNotData() throws IOException {
        assertThat(AuditTarget.ofRead(
                        (ObjectNode) JSON.readTree("{\"data\": \" s3://b/k.csv?versionId=SECRET\"}"), ADA))
                .isEqualTo(Map.of("data", "s3://b/k.csv"));
        assertThat(AuditTarget.ofRead(
                        (ObjectNode) JSON.readTree("{\"data\": \"quilt+s3://b#package=a/b&path=c.csv\"}"), ADA))
                .isEqualTo(Map.of("data", "quilt+s3://b#package=a/b&path=c.csv"));
        for (var data : List.of("\"a,b\\n1,SECRET\"", "[{\"a\": \"SECRET\"}]", "{\"a\": [\"SECRET\"]}")) {
            assertThat(AuditTarget.ofRead((ObjectNode) JSON.readTree("{\"data\": " + data + "}"), ADA))
                    .isEmpty();
        }
    }

    @Test
    void logsWhatIsReadWithoutLiteralsOfQueries() throws IOException {
        assertThat(AuditTarget.ofRead((ObjectNode) JSON.readTree("""
                {"s3_uri": "s3://b/k?versionId=SECRET", "query": "SELECT * FROM t WHERE name = 'SECRET'",
                 "buckets": ["b", "c"], "cursor": "SECRET", "top_hash": 7}"""), ADA))
                .isEqualTo(Map.of(
                        "s3_uri",
                        "s3://b/k",
                        "query",
                        "SELECT * FROM t WHERE name = …",
                        "buckets",
                        List.of("b", "c"),
                        "top_hash",
                        "7"));
    }

    @Test
    void boundsTheLengthOfAllValuesTogether() {
        var arguments = JSON.createObjectNode();
        Stream.of("buckets", "entries", "roles", "s3_uris", "uri").forEach(name -> {
            var items = arguments.putArray(name);
            IntStream.range(0, 30).forEach(i -> items.add(i + "x".repeat(1000)));
        });
        var target = AuditTarget.ofRead(arguments, ADA);
        assertThat(target.keySet()).containsExactly("buckets", "roles", "s3_uris", "uri");
        assertThat(target.toString()).hasSizeLessThan(9_000);
        assertThat(target.get("buckets")).isInstanceOf(List.class);
        assertThat(target).containsEntry("uri", "…");
    }

    private static JsonNode sample(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "array" -> JSON.createArrayNode().add("x");
            case "object" -> JSON.createObjectNode().put("x", "y");
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            default -> JSON.getNodeFactory().textNode("x");
        };
    }

    @Test
    void logsWhichRightsArePutIntoWhichPolicy() throws IOException {
        assertThat(told("""
                {"policy": "Lab", "permissions": {"lab": "READ", "raw": "READ_WRITE"}, "roles": ["Analysts"]}"""))
                .isEqualTo(Map.of(
                        "policy",
                        "Lab",
                        "permissions",
                        List.of("lab=READ", "raw=READ_WRITE"),
                        "roles",
                        List.of("Analysts")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DELETE FROM t WHERE name = 'O''Brien' AND at = 's3://b/k?x=1' | DELETE FROM t WHERE name = …… AND at = …",
                "DELETE FROM t /* it's */ WHERE name = 'SECRET' | DELETE FROM t … WHERE name = …",
                "DELETE FROM t -- it's SECRET | DELETE FROM t …",
                "DELETE FROM \"bob's\".t1 WHERE id IN (4711, 1.5e3) OR name = 'SECRET | DELETE FROM \"bob's\".t1 WHERE id IN (…, …) OR name = …",
                "ALTER TABLE `a$1` DROP PARTITION (name = \"SECRET\") | ALTER TABLE `a$1` DROP PARTITION (name = …)",
            })
    void logsStatementsWithoutLiteralsAndComments(String statement, String logged) throws IOException {
        var arguments = JSON.createObjectNode().put("statement", statement).put("database_name", "lab");
        assertThat(AuditTarget.of(arguments, ADA)).isEqualTo(Map.of("statement", logged, "database_name", "lab"));
    }

    @Test
    void omitsContentAndMetadata() throws IOException {
        assertThat(told("""
                {"bucket": "b", "items": [{"key": "k", "text": "CONTENT", "metadata": {"m": "CONTENT"}}],
                 "entries": {"README.md": {"text": "CONTENT"}}, "metadata": {"m": "CONTENT"}, "message": "CONTENT"}""")).isEqualTo(Map.of("bucket", "b", "items", List.of("k"), "entries", List.of("README.md")));
    }

    @Test
    void omitsConfigurationsSecretsAndAddressesOfPeople() throws IOException {
        assertThat(told("""
                {"name": "bob", "roles": ["Lab"], "admin": true, "config": "SECRET", "sso_config": "SECRET", "email": "bob@example.com",
                 "password": "SECRET", "secret": "SECRET", "token": "SECRET"}""")).isEqualTo(Map.of("name", "bob", "roles", List.of("Lab"), "admin", true));
    }

    @Test
    void omitsQueriesAndOtherSchemes() throws IOException {
        assertThat(told("""
                {"s3_uris": ["s3://b/k?X-Amz-Signature=SECRET", "https://b.s3.amazonaws.com/k?X-Amz-Signature=SECRET"]}""")).isEqualTo(Map.of("s3_uris", List.of("s3://b/k", "?")));
        assertThat(told("{\"key\": \"?X-Amz-Signature=SECRET\", \"uri\": \"://SECRET\"}"))
                .isEqualTo(Map.of("key", "", "uri", "?"));
    }

    @Test
    void omitsItemsThatAreNoObjects() throws IOException {
        assertThat(told("{\"items\": [\"CONTENT\", 7]}")).isEqualTo(Map.of("items", List.of("?", "?")));
        assertThat(told("{\"items\": \"[{key: a, text: CONTENT}]\"}").toString())
                .doesNotContain("CONTENT");
    }

    @Test
    void redactsTheCallersToken() throws IOException {
        assertThat(told("{\"name\": \"x ada-secret y\", \"set\": {\"ada-secret\": 1}}")
                        .toString())
                .doesNotContain("ada-secret");
    }

    @Test
    void truncatesLongListsAndTexts() throws IOException {
        var many = JSON.createArrayNode();
        for (int i = 0; i < 1000; i++) {
            many.add("s3://b/" + "k".repeat(1000));
        }
        var told = AuditTarget.of((ObjectNode) JSON.createObjectNode().set("s3_uris", many), ADA);
        assertThat(told.get("s3_uris"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(21)
                .endsWith("and 980 more")
                .first()
                .asString()
                .hasSize(201)
                .endsWith("…");
    }

    @Test
    void logsCompleteListsAndTextsOfTheMaximumLength() throws IOException {
        var longest = "k".repeat(200);
        var keys = JSON.createArrayNode();
        for (int i = 0; i < 20; i++) {
            keys.add(longest);
        }
        assertThat(AuditTarget.of((ObjectNode) JSON.createObjectNode().set("s3_uris", keys), ADA))
                .isEqualTo(Map.of("s3_uris", Collections.nCopies(20, longest)));
    }

    @Test
    void acceptsArgumentsOfAnyType() throws IOException {
        assertThat(told("{\"bucket\": {\"a\": 1}, \"items\": [[1], {}, 7], \"entries\": 3, \"copy\": \"yes\"}"))
                .isEqualTo(Map.of("items", List.of("?", "?", "?"), "copy", "yes"));
    }
}
