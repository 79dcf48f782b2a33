package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which people paste an address, in every tool that reads by URI, on the real server. */
@Tag("process")
final class AddressesTest {
    private static final String KEY = "data/settings.json";
    private static final String URI = "s3://quilt-example/" + KEY;
    private static final List<String> FORMS = List.of(
            URI,
            "https://quilt-example.s3.us-east-1.amazonaws.com/" + KEY,
            "https://quilt-example.s3-accelerate.dualstack.amazonaws.com/" + KEY,
            "https://quilt-example.s3.amazonaws.com/" + KEY + "?X-Amz-Expires=60",
            "https://s3.us-east-1.amazonaws.com/quilt-example/" + KEY,
            "page");

    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.written().token("writer");
        server = TestServer.onWrittenSandbox();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode ok(String tool, Map<String, ?> arguments) {
        return server.ok(token, tool, arguments);
    }

    private static String page(String uri) {
        return ok("catalog_link", Map.of("uri", uri)).get("catalog_url").asText();
    }

    private static List<String> forms() {
        return FORMS.stream().map(it -> it.equals("page") ? page(URI) : it).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket_object_info", "bucket_object_text", "bucket_object_fetch", "bucket_object_link"})
    void objectToolsAcceptEveryFormOfAddress(String tool) {
        for (var form : forms()) {
            assertThat(ok(tool, Map.of("s3_uri", form)).toString()).as(form).contains(KEY);
        }
    }

    @Test
    void objectReadAcceptsEveryFormOfAddress() {
        for (var form : forms()) {
            assertThat(ok("object_read", Map.of("uri", form)).get("text"))
                    .as(form)
                    .isEqualTo(ok("object_read", Map.of("uri", URI)).get("text"));
        }
    }

    @Test
    void packageToolsThatWriteAcceptEveryFormOfAddress() {
        var forms = forms();
        var packages = IntStream.range(0, forms.size())
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> writePackage("forms/written-" + i, forms.get(i)), Thread.ofVirtual()::start))
                .toList();
        packages.forEach(CompletableFuture::join);
    }

    private static void writePackage(String name, String form) {
        ok("package_create", Map.of("name", name, "bucket", "quilt-example", "s3_uris", List.of(form)));
        var added = Map.of("again.json", Map.of("type", "uri", "uri", form));
        ok("package_patch", Map.of("name", name, "bucket", "quilt-example", "set", added));
        var entries = ok("package_browse", Map.of("package_name", name, "registry", "quilt-example"))
                .get("entries");
        assertThat(entries)
                .as(form)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.get("physical_key").asText()).startsWith(URI));
    }

    @Test
    void packageToolsAcceptCatalogPagesAndShortHashes() {
        ok("package_create", Map.of("name", "forms/read", "bucket", "quilt-example", "s3_uris", List.of(URI)));
        var hash = ok("package_revision", Map.of("name", "forms/read", "bucket", "quilt-example"))
                .get("revision")
                .asText();
        var uri = "quilt+s3://quilt-example#package=forms/read@" + hash;
        for (var form : List.of(
                uri, uri.substring(0, uri.length() - 58), page(uri), page(uri).replace(hash, hash.substring(0, 6)))) {
            assertThat(ok("package_browse", Map.of("uri", form)).get("revision").asText())
                    .as(form)
                    .isEqualTo(hash);
            assertThat(ok("package_revision", Map.of("uri", form))
                            .get("revision")
                            .asText())
                    .isEqualTo(hash);
            ok("package_diff", Map.of("package1_uri", form, "package2_uri", page(uri)));
            assertThat(ok("get_resource", Map.of("uri", form)).toString()).contains(hash);
        }
        var prefix = Map.of("bucket", "quilt-example", "package_name", "forms/read", "revision", hash.substring(0, 6));
        assertThat(ok("catalog_link", prefix).get("catalog_url").asText()).isEqualTo(page(uri));
        assertThat(ok("catalog_url", prefix).get("catalog_url").asText()).isEqualTo(page(uri));
        var file = page(uri + "&path=settings.json");
        assertThat(ok("object_read", Map.of("uri", file)).get("text"))
                .isEqualTo(ok("object_read", Map.of("uri", URI)).get("text"));
        ok("package_entry_link", Map.of("uri", file));

        assertThat(server.fails(token, "package_delete", Map.of("package_name", "forms/read", "registry", page(uri))))
                .contains("registry");
        ok("package_revision", Map.of("uri", uri));
    }

    @Test
    void refusesAddressesOfOtherSitesAndNamesTheRightTool() {
        assertThat(server.fails(token, "bucket_object_info", Map.of("s3_uri", "https://example.com/b/x/tree/y")))
                .contains("s3://bucket/key", "this server's catalog");
        assertThat(server.fails(token, "package_browse", Map.of("uri", page(URI))))
                .contains("names an object", "object_read");
        assertThat(server.fails(token, "bucket_object_info", Map.of("s3_uri", "quilt+s3://b#package=a/b&path=c")))
                .contains("object_read", "package_browse");
    }
}
