package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.WireTap;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that is limited to buckets reaches no other, by no tool, resource, template, prompt or completion. */
@Tag("process")
final class BucketLimitWireTest {
    private static final String EXAMPLE = "quilt-example";
    private static final String LAB = "quilt-lab";
    private static final String KEY = "lab/assay/plate.csv";
    private static final String LIMITED = "This connection is limited to the bucket";

    /** Tools that take no bucket. Those that list or search have tests of their results. */
    private static final Set<String> WITHOUT_BUCKET = Set.of(
            "admin_user_add_roles",
            "admin_user_create",
            "admin_user_delete",
            "admin_user_get",
            "admin_user_remove_roles",
            "admin_user_reset_password",
            "admin_user_set_active",
            "admin_user_set_admin",
            "admin_user_set_email",
            "admin_user_set_role",
            "admin_users_list",
            "admin_api_key_revoke",
            "admin_api_keys_list",
            "admin_sso_config_get",
            "admin_sso_config_remove",
            "admin_sso_config_set",
            "admin_tabulator_open_query_set",
            "api_key_revoke",
            "api_keys_list",
            "bucket_list",
            "catalog_configure",
            "list_metadata_templates",
            "create_metadata_from_template",
            "generate_package_visualizations",
            "get_metadata_template",
            "role_switch",
            "show_metadata_examples",
            "search",
            "search_docs_quilt_bio",
            "search_objects_more",
            "search_packages_more",
            "search_suggest");

    private static SandboxProcess sandbox;
    private static WireTap registry;
    private static TestServer server;
    private static String firstRevision = "";

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        registry = new WireTap(URI.create(sandbox.registryUrl()));
        server = TestServer.start(Map.of(
                "QUILT_CATALOG_URL",
                sandbox.catalogUrl(),
                "QUILT_REGISTRY_URL",
                registry.uri("").toString(),
                "AWS_ENDPOINT_URL_S3",
                sandbox.s3Endpoint(),
                "AWS_ENDPOINT_URL_STS",
                sandbox.stsEndpoint(),
                "AWS_ENDPOINT_URL_ATHENA",
                sandbox.athenaEndpoint(),
                "AWS_ENDPOINT_URL_GLUE",
                sandbox.glueEndpoint(),
                "QUILT_MCP_SQL_WRITES",
                "true",
                "QUILT_MCP_TOOLS_ALLOWED",
                "full,admin",
                "QUILT_MCP_ADMISSION_TTL",
                "900",
                "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER",
                "100000"));
        for (var name : List.of("limit/main", "limit/gone")) {
            var made = create(LAB, name, "one");
            firstRevision = name.equals("limit/main") ? made.get("top_hash").asText() : firstRevision;
        }
        var _ = create(LAB, "limit/main", "two");
    }

    private static JsonNode create(String bucket, String name, String content) {
        return server.ok(
                sandbox.token("writer"),
                "package_create",
                Map.of(
                        "registry",
                        bucket,
                        "package_name",
                        name,
                        "overwrite",
                        true,
                        "entries",
                        Map.of("a.txt", Map.of("type", "inline", "content", content))));
    }

    @AfterAll
    static void stop() {
        server.close();
        registry.close();
    }

    /** A call with the bucket that the connection may not use. */
    record BucketCall(String tool, String arguments, String foreign) {
        EraRequest ask() {
            var catalog = sandbox.catalogUrl().replaceFirst("/+$", "");
            return EraRequest.call(
                    tool,
                    arguments
                            .replace('\'', '"')
                            .replace("$b", foreign)
                            .replace("$catalog", catalog)
                            .replace("$first", firstRevision));
        }

        String allowed() {
            return foreign.equals(LAB) ? EXAMPLE : LAB;
        }
    }

    private static Stream<BucketCall> calls(String tool, String arguments, String... values) {
        return values.length == 0
                ? Stream.of(new BucketCall(tool, arguments, LAB))
                : Stream.of(values).map(value -> new BucketCall(tool, arguments.replace("$v", value), LAB));
    }

    private static final String CHART = "{'data': '$v', 'plot_type': 'pie', 'x_column': 'well'}";
    private static final String[] TABLES = {
        "quilt+s3://$b#package=lab/assay&path=plate.csv", "$catalog/b/$b/packages/lab/assay/tree/latest/plate.csv"
    };
    private static final String[] BUCKETS = {"$b", "s3://$b", "s3://$b/"};
    private static final String[] OBJECTS = {
        "s3://$b/" + KEY, "https://$b.s3.us-east-1.amazonaws.com/" + KEY, "$catalog/b/$b/tree/" + KEY
    };
    private static final String[] PACKAGES = {"quilt+s3://$b#package=limit/main", "$catalog/b/$b/packages/limit/main"};
    private static final String[] FILES = {
        "quilt+s3://$b#package=limit/main&path=a.txt", "$catalog/b/$b/packages/limit/main/tree/latest/a.txt"
    };

    private static final String CHARTS = "'include': ['charts'], 'replace': ['charts']";
    private static final String SUMMARY =
            "{'package_name': 'limit/main', 'package_metadata': {}, 'organized_structure': {'': ['a.txt']},"
                    + " 'readme_content': '', 'source_info': {'bucket': '$v'}}";

    static Stream<BucketCall> calls() {
        return Stream.of(readsOfObjects(), readsOfPackages(), others(), tables(), writes(), administration())
                .flatMap(it -> it);
    }

    private static Stream<BucketCall> administration() {
        return Stream.of("admin_bucket_add", "admin_bucket_update", "admin_bucket_remove")
                .flatMap(tool -> calls(
                        tool, "{'bucket': '$v'" + (tool.endsWith("remove") ? ", 'confirm': true}" : "}"), BUCKETS));
    }

    private static Stream<BucketCall> readsOfObjects() {
        return Stream.of(
                        Stream.of(
                                        "bucket_object_fetch",
                                        "bucket_object_info",
                                        "bucket_object_link",
                                        "bucket_object_text",
                                        "s3_object_info",
                                        "s3_object_link")
                                .flatMap(tool -> calls(tool, "{'s3_uri': '$v'}", OBJECTS)),
                        Stream.of("s3_object_info", "s3_object_link")
                                .flatMap(tool -> calls(tool, "{'bucket': '$b', 'key': '" + KEY + "'}")),
                        Stream.of("bucket_objects_list", "s3_object_list", "bucket_summary")
                                .flatMap(tool -> Stream.concat(
                                        calls(tool, "{'bucket': '$v'}", BUCKETS),
                                        calls(tool, "{'bucket': 's3://$b/lab/'}"))),
                        calls("bucket_objects_list", "{'bucket': '$b', 'include_versions': true}"),
                        calls("bucket_objects_list", "{'bucket': '$b', 'include_signed_urls': true}"),
                        Stream.of("object_read", "get_resource")
                                .flatMap(tool -> Stream.concat(
                                        calls(tool, "{'uri': '$v'}", FILES), calls(tool, "{'uri': '$v'}", OBJECTS))),
                        Stream.concat(
                                calls("create_data_visualization", CHART, TABLES),
                                calls("create_data_visualization", CHART, OBJECTS)),
                        calls("fetch", "{'id': '$v'}", OBJECTS),
                        calls("fetch", "{'id': '$v'}", FILES),
                        calls("fetch", "{'id': '$v'}", PACKAGES))
                .flatMap(it -> it)
                .filter(call ->
                        !(call.tool().equals("get_resource") && call.arguments().contains("https://")));
    }

    private static Stream<BucketCall> readsOfPackages() {
        var main = "'bucket': '$v', 'name': 'limit/main'";
        return Stream.of(
                        calls("package_browse", "{'registry': '$v', 'package_name': 'limit/main'}", BUCKETS),
                        Stream.of("package_browse", "package_revision", "package_revisions")
                                .flatMap(tool -> calls(tool, "{'uri': '$v'}", PACKAGES)),
                        Stream.of("package_revision", "package_revisions")
                                .flatMap(tool -> calls(tool, "{" + main + "}", BUCKETS)),
                        Stream.of("package_entry_link", "package_browse_session")
                                .flatMap(tool -> Stream.concat(
                                        calls(tool, "{" + main + ", 'path': 'a.txt'}", BUCKETS),
                                        calls(tool, "{'uri': '$v'}", FILES))),
                        calls("packages_list", "{'registry': '$v'}", BUCKETS),
                        calls("package_list", "{'bucket': '$v'}", BUCKETS),
                        calls("package_list", "{'uri': '$v'}", "s3://$b", PACKAGES[0]),
                        calls("package_diff", "{'registry': '$v', 'package1_name': 'limit/main'}", BUCKETS),
                        calls(
                                "package_diff",
                                "{'registry': 'quilt-example', 'package1_name': 'examples/hurdat', 'registry2': '$v', 'package2_name': 'limit/main'}",
                                BUCKETS),
                        calls("package_diff", "{'package1_uri': '$v'}", PACKAGES),
                        calls(
                                "package_diff",
                                "{'package1_uri': 'quilt+s3://quilt-example#package=examples/hurdat', 'package2_uri': '$v'}",
                                PACKAGES))
                .flatMap(it -> it);
    }

    private static Stream<BucketCall> others() {
        return Stream.of(
                        calls("catalog_link", "{'bucket': '$v'}", BUCKETS),
                        calls("catalog_link", "{'bucket': '$b', 'path': '" + KEY + "'}"),
                        Stream.of(BUCKETS[1], OBJECTS[0], OBJECTS[1], OBJECTS[2], PACKAGES[0], PACKAGES[1])
                                .flatMap(uri -> calls("catalog_link", "{'uri': '$v'}", uri)),
                        calls("catalog_url", "{'registry': '$v'}", BUCKETS),
                        calls("catalog_url", "{'registry': '$b', 'package_name': 'limit/main'}"),
                        calls("catalog_uri", "{'registry': '$v', 'package_name': 'limit/main'}", BUCKETS),
                        calls("search_catalog", "{'query': 'plate', 'bucket': '$v'}", BUCKETS),
                        calls("search_explain", "{'query': 'plate', 'bucket': '$v'}", BUCKETS),
                        Stream.of("search_objects", "search_packages")
                                .flatMap(tool -> Stream.concat(
                                        calls(tool, "{'query': 'plate', 'buckets': ['$v']}", BUCKETS),
                                        calls(tool, "{'query': 'plate', 'buckets': ['quilt-example', '$b']}"))),
                        calls("check_bucket_access", "{'bucket': '$v'}", BUCKETS),
                        calls("discover_permissions", "{'check_buckets': ['$v']}", BUCKETS),
                        calls("discover_permissions", "{'check_buckets': ['quilt-example', '$b']}"),
                        Stream.of("generate_quilt_summarize_json", "create_quilt_summary_files")
                                .flatMap(tool -> calls(tool, SUMMARY, BUCKETS)),
                        calls("workflow_list", "{'bucket': '$v'}", BUCKETS),
                        Stream.of("validate_metadata_structure", "fix_metadata_validation_issues")
                                .flatMap(tool ->
                                        calls(tool, "{'metadata': {'operator': 'o'}, 'bucket': '$v'}", BUCKETS)))
                .flatMap(it -> it);
    }

    /** The tools for tabulator tables, in an order in which each finds its table. */
    private static Stream<BucketCall> tables() {
        var create = "'schema': {'a': 'INT'}, 'package_pattern': 'x', 'logical_key_pattern': 'y', 'overwrite': true";
        var config = "'schema': [{'name': 'a', 'type': 'INT'}], 'parser': {'format': 'csv'},"
                + " 'source': {'type': 'quilt-packages', 'package_name': 'x', 'logical_key': 'y'}";
        return Stream.of(
                        Stream.of("tabulator_table_list", "tabulator_tables_list")
                                .flatMap(tool -> calls(tool, "{'bucket': '$v'}", BUCKETS)),
                        calls(
                                "tabulator_table_create",
                                "{'bucket_name': '$v', 'table_name': 'limit', " + create + "}",
                                BUCKETS),
                        calls("tabulator_table_list", "{'bucket': '$b', 'table': 'limit'}"),
                        calls(
                                "tabulator_table_rename",
                                "{'bucket_name': '$b', 'table_name': 'limit', 'new_table_name': 'limited'}"),
                        calls(
                                "tabulator_table_set",
                                "{'bucket': '$v', 'table': 'limit', 'config': {" + config + "}}",
                                BUCKETS),
                        calls(
                                "tabulator_table_set",
                                "{'bucket': '$b', 'table': 'limit', 'config': null, 'confirm': true}"),
                        calls(
                                "tabulator_table_delete",
                                "{'bucket_name': '$b', 'table_name': 'limited', 'confirm': true}"))
                .flatMap(it -> it);
    }

    private static Stream<BucketCall> writes() {
        var inline = "'entries': {'a.txt': {'type': 'inline', 'content': 'x'}}, 'overwrite': true";
        var local = "'registry': 'quilt-example', 'package_name': 'limit/copy', 'overwrite': true";
        var set = "'set': {'b.txt': {'type': 'inline', 'content': '$v'}}";
        return Stream.of(
                        calls(
                                "bucket_objects_put",
                                "{'bucket': '$v', 'items': [{'key': 'limit/put', 'text': 't'}], 'overwrite': true}",
                                BUCKETS),
                        calls(
                                "s3_object_put",
                                "{'bucket': '$v', 'key': 'limit/put', 'content': 't', 'overwrite': true}",
                                BUCKETS),
                        calls("bucket_object_upload_link", "{'bucket': '$v', 'key': 'limit/upload'}", BUCKETS),
                        calls(
                                "package_create",
                                "{'registry': '$v', 'package_name': 'limit/made', " + inline + "}",
                                BUCKETS),
                        calls("package_create", "{'uri': '$v', " + inline + "}", PACKAGES[0].replace("main", "made")),
                        calls("package_create", "{" + local + ", 's3_uris': ['$v']}", OBJECTS),
                        Stream.concat(Stream.of(OBJECTS), Stream.of(FILES))
                                .flatMap(uri -> calls(
                                        "package_create",
                                        "{" + local + ", 'entries': {'f': {'type': 'uri', 'uri': '$v'}}}",
                                        uri)),
                        calls(
                                "package_update",
                                "{'registry': '$v', 'package_name': 'limit/main', 's3_uris': ['s3://quilt-example/examples/hurdat/README.md']}",
                                BUCKETS),
                        calls(
                                "package_update",
                                "{'registry': 'quilt-example', 'package_name': 'limit/copy', 's3_uris': ['$v']}",
                                OBJECTS[0]),
                        calls("package_patch", "{'bucket': '$v', 'name': 'limit/main', " + set + "}", BUCKETS),
                        calls("package_patch", "{'uri': '$v', " + set + "}", PACKAGES[0]),
                        calls(
                                "package_patch",
                                "{'bucket': 'quilt-example', 'name': 'limit/copy', 'set': {'p1': {'type': 'uri', 'uri': '$v'}}}",
                                OBJECTS[0]),
                        calls(
                                "package_patch",
                                "{'bucket': 'quilt-example', 'name': 'limit/copy', 'set': {'p2': {'type': 'uri', 'uri': '$v'}}}",
                                FILES[0]),
                        calls("package_add_summary", "{'bucket': '$v', 'name': 'limit/main', " + CHARTS + "}", BUCKETS),
                        calls("package_add_summary", "{'uri': '$v', " + CHARTS + "}", PACKAGES[0]),
                        calls("package_restore", "{'bucket': '$b', 'name': 'limit/main', 'revision': '$first'}"),
                        calls(
                                "package_restore",
                                "{'uri': 'quilt+s3://$b#package=limit/main@$first', 'message': 'again'}"),
                        calls(
                                "package_create_from_s3",
                                "{'source_bucket': '$v', 'source_prefix': 'lab/', 'package_name': 'limit/import', 'target_registry': 'quilt-example', 'force': true}",
                                BUCKETS),
                        calls(
                                "package_create_from_s3",
                                "{'source_bucket': 'quilt-example', 'source_prefix': 'reference/', 'package_name': 'limit/import', 'target_registry': '$b', 'force': true}"),
                        calls(
                                "package_create_from_s3",
                                "{'source_bucket': 'quilt-example', 'source_prefix': 'reference/', 'package_name': 'limit/import', 'target_registry': '$b', 'dry_run': true}"),
                        calls(
                                "package_promote",
                                "{'bucket': '$b', 'name': 'limit/main', 'target_bucket': 'quilt-example', 'target_name': 'limit/from', 'overwrite': true}"),
                        Stream.of(new BucketCall(
                                "package_promote",
                                "{'bucket': 'quilt-lab', 'name': 'limit/main', 'target_bucket': '$b', 'target_name': 'limit/to', 'overwrite': true}",
                                EXAMPLE)),
                        calls("package_delete", "{'registry': '$b', 'package_name': 'limit/gone', 'confirm': true}"))
                .flatMap(it -> it);
    }

    private static Stream<HttpRequest.Builder> inBothEras(EraRequest ask) {
        var endpoint = server.uri("/mcp");
        var administrates = ask.name() != null && ask.name().startsWith("admin_");
        var token = sandbox.token(administrates ? "admin" : "writer");
        return Stream.of(
                EraRequest.answeredInJson(ask.modern(endpoint, token)),
                EraRequest.answeredInJson(ask.legacy(endpoint, token)));
    }

    private static JsonNode body(HttpRequest.Builder request) {
        return TestServer.json(server.send(request).body());
    }

    private static JsonNode limited(String buckets, EraRequest ask) {
        var request = EraRequest.answeredInJson(ask.legacy(server.uri("/mcp"), sandbox.token("writer")));
        return body(request.header("X-MCP-Buckets", buckets));
    }

    private static JsonNode unlimited(EraRequest ask) {
        return body(EraRequest.answeredInJson(ask.legacy(server.uri("/mcp"), sandbox.token("writer"))));
    }

    private static void forget() {
        sandbox.clearRequests();
        registry.clear();
    }

    /** Checks that no request named the bucket, neither to S3 nor to the registry. */
    private static void assertNothingAsked(String bucket) {
        assertThat(sandbox.requests().toString()).doesNotContain(bucket);
        assertThat(registry.texts()).noneMatch(text -> text.contains(bucket));
    }

    @Test
    void knowsEveryTool() {
        var tried = new HashSet<>(WITHOUT_BUCKET);
        calls().map(BucketCall::tool).forEach(tried::add);
        unlimitable().forEach(tried::add);
        assertThat(tried)
                .as("a new tool needs its calls here, or a place in WITHOUT_BUCKET")
                .containsExactlyInAnyOrderElementsOf(Everything.inventory().tools().stream()
                        .map(tool -> tool.spec().name())
                        .toList());
    }

    /** Roles and policies concern every bucket. */
    static Stream<String> unlimitable() {
        return Everything.inventory().tools().stream()
                .filter(tool -> !tool.obeysBucketLimit())
                .map(tool -> tool.spec().name());
    }

    @Test
    void listsNoToolThatCannotBeLimited() {
        inBothEras(EraRequest.list("tools/list")).forEach(request -> {
            var list = body(request.uri(server.uri("/mcp/x/admin")).header("X-MCP-Buckets", EXAMPLE));
            assertThat(list.at("/result/tools")
                            .valueStream()
                            .map(tool -> tool.get("name").asText()))
                    .contains("admin_user_get")
                    .doesNotContainAnyElementsOf(unlimitable().toList());
        });
    }

    @ParameterizedTest
    @MethodSource("unlimitable")
    void refusesToolsThatCannotBeLimited(String tool) {
        inBothEras(EraRequest.call(tool, "{}")).forEach(request -> {
            forget();
            var result = body(request.header("X-MCP-Buckets", EXAMPLE)).get("result");
            assertThat(result.at("/content/0/text").asText()).contains(LIMITED, "to which this tool cannot be limited");
            assertNothingAsked(LAB);
        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void refusesForeignBucketsInEveryForm(BucketCall call) {
        inBothEras(call.ask()).forEach(request -> {
            forget();
            var result = body(request.header("X-MCP-Buckets", call.allowed())).get("result");
            assertThat(result.at("/content/0/text").asText()).contains(LIMITED, "`" + call.allowed() + "`");
            assertThat(result.get("isError").asBoolean()).isTrue();
            assertNothingAsked(call.foreign());
        });
    }

    /** Every read, and of the writes, which wait for the second in which a revision is final, one for each tool. */
    static Stream<BucketCall> unlimitedCalls() {
        var written = new HashSet<String>();
        return Stream.of(
                        readsOfObjects(),
                        readsOfPackages(),
                        others(),
                        tables(),
                        writes().filter(call -> written.add(call.tool())))
                .flatMap(it -> it);
    }

    @ParameterizedTest
    @MethodSource("unlimitedCalls")
    void allowsTheSameCallsWithoutTheLimit(BucketCall call) {
        var result = unlimited(call.ask()).get("result");
        assertThat(result.get("isError").asBoolean()).as(result.toString()).isFalse();
    }

    static Stream<BucketCall> entries() {
        var uri = "quilt+s3://quilt-lab#package=lab/assay&path=reference/storms.csv";
        return Stream.of(
                        calls("object_read", "{'uri': '" + uri + "'}"),
                        calls("get_resource", "{'uri': '" + uri + "'}"),
                        calls(
                                "create_data_visualization",
                                "{'data': '" + uri + "', 'plot_type': 'histogram', 'x_column': 'year'}"),
                        calls("fetch", "{'id': '" + uri + "'}"),
                        calls("package_entry_link", "{'uri': '" + uri + "'}"),
                        calls(
                                "package_browse_session",
                                "{'uri': 'quilt+s3://quilt-lab#package=lab/assay&path=plate.csv'}"),
                        calls(
                                "package_patch",
                                "{'bucket': 'quilt-lab', 'name': 'lab/assay', 'set': {'n': {'type': 'inline', 'content': 'x'}}}"),
                        calls(
                                "package_create",
                                "{'registry': 'quilt-lab', 'package_name': 'limit/cited', 'entries': {'s.csv': {'type': 'uri', 'uri': '"
                                        + uri + "'}}}"))
                .flatMap(it -> it)
                .map(call -> new BucketCall(call.tool(), call.arguments(), EXAMPLE));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void refusesFilesOfAllowedPackagesThatAreStoredElsewhere(BucketCall call) {
        inBothEras(call.ask()).forEach(request -> {
            forget();
            var result = body(request.header("X-MCP-Buckets", LAB)).get("result");
            assertThat(result.at("/content/0/text").asText()).contains(LIMITED, "`quilt-lab`");
            assertThat(result.get("isError").asBoolean()).isTrue();
            assertNothingAsked(EXAMPLE);
        });
    }

    @Test
    void discoversOnlyAllowedBuckets() {
        forget();
        var permissions = limited(LAB, EraRequest.call("discover_permissions", "{}"))
                .at("/result/structuredContent/bucket_permissions");
        assertThat(permissions.findValuesAsText("name")).containsExactly(LAB);
        assertThat(sandbox.requests().toString()).doesNotContain(EXAMPLE);
    }

    @Test
    void showsFilesThatAreStoredElsewhereAndSaysThatTheyCannotBeRead() {
        var ask = EraRequest.call(
                "package_browse",
                "{\"registry\": \"quilt-lab\", \"package_name\": \"lab/assay\", \"include_signed_urls\": true}");
        var browsed = limited(LAB, ask).at("/result/structuredContent");
        assertThat(browsed.at("/note").asText())
                .contains("1 files are stored in buckets that this connection may not use");
        browsed.get("entries")
                .forEach(entry -> assertThat(entry.has("signed_url"))
                        .as(entry.toString())
                        .isEqualTo(!entry.path("physical_key").asText().contains(EXAMPLE)));
        assertThat(unlimited(ask).at("/result/structuredContent/note").asText()).doesNotContain("may not use");
    }

    @Test
    void restoresNoRevisionWithFilesThatAreStoredElsewhere() {
        var writer = sandbox.token("writer");
        var entries = Map.of("s.csv", Map.of("type", "uri", "uri", "s3://quilt-example/reference/storms.csv"));
        var old = server.ok(
                writer,
                "package_create",
                Map.of("registry", LAB, "package_name", "limit/old", "overwrite", true, "entries", entries));
        var _ = create(LAB, "limit/old", "now in this bucket alone");
        forget();
        var ask = EraRequest.call(
                "package_restore",
                "{\"bucket\": \"quilt-lab\", \"name\": \"limit/old\", \"revision\": \"%s\"}"
                        .formatted(old.get("top_hash").asText()));
        assertThat(limited(LAB, ask).at("/result/content/0/text").asText())
                .contains("the file `s.csv` is stored at")
                .endsWith("Stay within the limit, or ask the user to lift it. Nothing was written.")
                .containsOnlyOnce("Nothing was written");
        assertNothingAsked(EXAMPLE);
    }

    @Test
    void changesPackagesByRemovingFilesThatAreStoredElsewhere() {
        var entries = Map.of(
                "s.csv", Map.of("type", "uri", "uri", "s3://quilt-example/reference/storms.csv"),
                "a.txt", Map.of("type", "inline", "content", "a"));
        var _ = server.ok(
                sandbox.token("writer"),
                "package_create",
                Map.of("registry", LAB, "package_name", "limit/mixed", "overwrite", true, "entries", entries));
        var patch =
                "{\"bucket\": \"quilt-lab\", \"name\": \"limit/mixed\", \"delete\": [\"%s\"], \"message\": \"less\"}";
        var kept = limited(LAB, EraRequest.call("package_patch", patch.formatted("a.txt")));
        assertThat(kept.at("/result/isError").asBoolean()).isTrue();
        assertThat(kept.at("/result/content/0/text").asText()).containsOnlyOnce("Nothing was written");
        for (var ask : List.of(
                EraRequest.call("package_patch", patch.formatted("s.csv")),
                EraRequest.call(
                        "package_delete",
                        "{\"registry\": \"quilt-lab\", \"package_name\": \"limit/mixed\", \"confirm\": true}"))) {
            var result = limited(LAB, ask).get("result");
            assertThat(result.get("isError").asBoolean()).as(result.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://quilt-lab/" + KEY, "quilt+s3://quilt-lab#package=limit/main"})
    void refusesResourcesAlsoWhenTheSameCallerHasJustReadThem(String uri) {
        var ask = EraRequest.read(uri);
        assertThat(unlimited(ask).has("result")).isTrue();
        inBothEras(ask).forEach(request -> {
            forget();
            var error = body(request.header("X-MCP-Buckets", EXAMPLE)).get("error");
            assertThat(error.get("message").asText()).startsWith(LIMITED);
            assertNothingAsked(LAB);
        });
        assertThat(limited(LAB, ask).has("result")).isTrue();
        assertThat(unlimited(ask).has("result")).isTrue();
    }

    @Test
    void listsOnlyAllowedBuckets() {
        var resource = EraRequest.read("quilt-platform://buckets");
        for (int i = 0; i < 2; i++) { // in turn, so that one could see what is kept of the other
            var listed = limited(EXAMPLE, EraRequest.call("bucket_list", "{}")).at("/result/structuredContent");
            assertThat(listed.get("count").asInt()).isEqualTo(1);
            assertThat(limited(EXAMPLE, resource).toString()).contains(EXAMPLE).doesNotContain(LAB);
            assertThat(unlimited(EraRequest.call("bucket_list", "{}"))
                            .at("/result/structuredContent/count")
                            .asInt())
                    .isEqualTo(2);
            assertThat(unlimited(resource).toString()).contains(EXAMPLE, LAB);
        }
    }

    private static EraRequest complete(String argument, String bucket) {
        return new EraRequest("completion/complete", null, """
                {"ref": {"type": "ref/prompt", "name": "import_prefix"},
                 "argument": {"name": "%s", "value": ""}, "context": {"arguments": {"bucket": "%s"}}}
                """.formatted(argument, bucket));
    }

    @Test
    void completesNothingOfForeignBuckets() {
        var template = new EraRequest("completion/complete", null, """
                {"ref": {"type": "ref/resource", "uri": "s3://{bucket}/{+key}{?versionId}"},
                 "argument": {"name": "key", "value": ""}, "context": {"arguments": {"bucket": "quilt-lab"}}}
                """);
        assertThat(limited(EXAMPLE, complete("bucket", "")).at("/result/completion/values"))
                .hasSize(1);
        assertThat(unlimited(complete("bucket", "")).at("/result/completion/values"))
                .hasSize(2);
        for (var ask : List.of(complete("package", LAB), complete("prefix", LAB), template)) {
            forget();
            assertThat(limited(EXAMPLE, ask).at("/result/completion/values")).isEmpty();
            assertNothingAsked(LAB);
            assertThat(unlimited(ask).at("/result/completion/values")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explore_prefix|{\"bucket\": \"quilt-lab\"}",
                "promote_package|{\"bucket\": \"quilt-example\", \"package\": \"a/b\", \"target\": \"quilt-lab\"}",
            })
    void writesNoPromptAboutForeignBuckets(String name, String arguments) {
        var ask =
                new EraRequest("prompts/get", name, "{\"name\": \"%s\", \"arguments\": %s}".formatted(name, arguments));
        assertThat(limited(EXAMPLE, ask).at("/error/message").asText()).startsWith(LIMITED);
        assertThat(unlimited(ask).has("result")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "OLD", "NONE"})
    void searchesAndCountsOnlyInAllowedBuckets(String dialect) {
        sandbox.settings("{\"search\": {\"dialect\": \"%s\"}}".formatted(dialect));
        try {
            for (var tool : List.of("search_objects", "search_packages")) {
                var everywhere = "{\"query\": \"*\", \"page_size\": 3}";
                var here = "{\"query\": \"*\", \"page_size\": 3, \"buckets\": [\"quilt-example\"]}";
                forget();
                var found = limited(EXAMPLE, EraRequest.call(tool, everywhere)).at("/result/structuredContent");
                assertNothingAsked(LAB);
                assertThat(found.get("total"))
                        .isEqualTo(unlimited(EraRequest.call(tool, here)).at("/result/structuredContent/total"));
                assertThat(found.toString()).doesNotContain(LAB);
            }
            for (var ask : List.of(
                    EraRequest.call("search_catalog", "{\"query\": \"plate\", \"scope\": \"global\"}"),
                    EraRequest.call("search_suggest", "{\"partial_query\": \"lab\"}"),
                    EraRequest.call("search", "{\"query\": \"assay plate\"}"))) {
                assertThat(limited(EXAMPLE, ask)
                                .get("result")
                                .get("structuredContent")
                                .toString())
                        .doesNotContain("quilt-lab", "lab/");
                assertThat(unlimited(ask).get("result").toString()).contains("lab");
            }
        } finally {
            sandbox.settings("{\"search\": {\"dialect\": \"NEW\"}}");
        }
    }

    @ParameterizedTest
    @CsvSource({"search_objects", "search_packages"})
    void continuesNoSearchOfAnotherLimit(String tool) {
        var first = EraRequest.call(tool, "{\"query\": \"*\", \"page_size\": 1}");
        var more = "{\"query\": \"*\", \"page_size\": 1, \"cursor\": \"%s\"}";
        var free = unlimited(first).at("/result/structuredContent/next_cursor").asText();
        var bound = limited(EXAMPLE, first)
                .at("/result/structuredContent/next_cursor")
                .asText();
        assertThat(free).isNotEmpty();
        assertThat(bound).isNotEmpty().isNotEqualTo(free);
        assertThat(limited(EXAMPLE, EraRequest.call(tool, more.formatted(free)))
                        .at("/result/content/0/text")
                        .asText())
                .contains("another X-MCP-Buckets");
        assertThat(limited(EXAMPLE, EraRequest.call(tool + "_more", "{\"cursor\": \"" + free + "\"}"))
                        .at("/result/content/0/text")
                        .asText())
                .contains("another X-MCP-Buckets");
        assertThat(unlimited(EraRequest.call(tool, more.formatted(bound)))
                        .at("/result/content/0/text")
                        .asText())
                .contains("another X-MCP-Buckets");
        assertThat(limited(EXAMPLE, EraRequest.call(tool, more.formatted(bound)))
                        .at("/result/isError")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void logsRefusalsWithoutTheNamesOfTheClient() {
        var prompt = new EraRequest(
                "prompts/get",
                "chart_csv",
                "{\"name\":\"chart_csv\",\"arguments\":{\"bucket\":\"quilt-lab\",\"key\":\"lab/x.csv\"}}");
        try (var log = new LogLines("com.quiltdata.mcp.mcp.MethodDispatcher")) {
            for (var ask : List.of(EraRequest.read("s3://quilt-lab/" + KEY), prompt)) {
                assertThat(limited(EXAMPLE, ask).at("/error/message").asText()).contains(LAB);
            }
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains(" code=-32602 reason=\"denied\" "))
                    .noneMatch(line -> line.contains(LAB) || line.contains(EXAMPLE));
        }
    }

    private static HttpResponse<String> list(String query, EraRequest ask, boolean modern, String... headers) {
        var endpoint = server.uri("/mcp" + query);
        var token = sandbox.token("writer");
        var request = EraRequest.answeredInJson(modern ? ask.modern(endpoint, token) : ask.legacy(endpoint, token));
        for (var header : headers) {
            request.header("X-MCP-Buckets", header);
        }
        return server.send(request);
    }

    @ParameterizedTest
    @CsvSource({
        "'?buckets=quilt-example', ''",
        "'?buckets=s3://quilt-example/', ''",
        "'?buckets=quilt-example&buckets=quilt-private', ''",
        "'?buckets=quilt-example,quilt-private', 'quilt-example,quilt-lab'",
    })
    void limitsByHeaderAndQueryTogether(String query, String header) {
        var headers = header.isEmpty() ? new String[0] : new String[] {header};
        for (var modern : List.of(true, false)) {
            var response = list(query, EraRequest.call("bucket_list", "{}"), modern, headers);
            var listed = TestServer.json(response.body()).at("/result/structuredContent");
            assertThat(listed.findValuesAsText("name")).containsExactly(EXAMPLE);
        }
    }

    @Test
    void joinsHeaderLines() {
        var response = list("", EraRequest.call("bucket_list", "{}"), false, EXAMPLE, LAB);
        assertThat(TestServer.json(response.body())
                        .at("/result/structuredContent/count")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'Quilt_Example', 'is not a bucket name; send 3 to 63'",
        "'', ' ', 'is empty; send bucket names'",
        "'', ',', 'is empty; send bucket names'",
        "'?buckets=', '', 'is empty; send bucket names'",
        "'?buckets=s3://quilt-example/raw', '', 'send the bucket alone'",
        "'?buckets=quilt-example', 'quilt-lab', 'have no bucket in common'",
    })
    void refusesRequestsWithAnInvalidLimit(String query, String header, String reason) {
        var headers = header.isEmpty() ? new String[0] : new String[] {header};
        for (var modern : List.of(true, false)) {
            for (var ask : List.of(
                    EraRequest.list("tools/list"),
                    EraRequest.call("bucket_list", "{}"),
                    EraRequest.list("prompts/list"))) {
                var response = list(query, ask, modern, headers);
                var body = TestServer.json(response.body());
                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(body.get("id").asInt()).isEqualTo(1);
                assertThat(body.at("/error/message").asText()).contains("X-MCP-Buckets", reason);
            }
        }
    }

    @Test
    void holdsForResultsThatAreStreamed() {
        var ask = new BucketCall(
                        "package_create",
                        "{'registry': '$b', 'package_name': 'limit/made', 'entries': {'a': {'type': 'inline', 'content': 'x'}}}",
                        LAB)
                .ask();
        var request = HttpRequest.newBuilder(ask.modern(server.uri("/mcp"), sandbox.token("writer")), (_, _) -> true)
                .header("X-MCP-Buckets", EXAMPLE);
        var response = server.send(request);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.body()).contains(LIMITED);
    }
}
