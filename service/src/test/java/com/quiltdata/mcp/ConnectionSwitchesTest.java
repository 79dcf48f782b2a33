package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switches of a connection and of the operator, each spelling, on the real server in both eras. */
@Tag("process")
final class ConnectionSwitchesTest {
    private static final String WRITE = "bucket_objects_put";
    private static final String REFUSED =
            "This connection is read-only: bucket_objects_put was not run and nothing was written.";
    private static final String USE_HEADERS =
            " Use one of X-MCP-Toolsets, X-MCP-Tools, X-MCP-Exclude-Tools, X-MCP-Readonly, X-MCP-Buckets.";
    private static final String USE_SETS =
            " Use one of standard, readonly, full, catalog, buckets, packages, summaries, search, metadata, access, chatgpt, tabulator, sql, charts.";

    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("writer");
        server = accepting(Map.of());
    }

    /** Returns a server that has asked the registry about the token, so that a call sends nothing but its own. */
    private static TestServer accepting(Map<String, String> environment) {
        var server = TestServer.onSandbox(environment);
        server.awaitAccepted(token);
        return server;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** An era, with a request of a method in it. */
    private enum Era {
        HANDSHAKE,
        CURRENT;

        HttpRequest.Builder request(TestServer to, String path, String headers, String method, ObjectNode params) {
            var request = HttpRequest.newBuilder(to.uri("/mcp" + path))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token);
            for (var header : headers.isEmpty() ? new String[0] : headers.split(" \\| ", -1)) {
                request.header(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1));
            }
            var body =
                    JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", "a-7");
            body.put("method", method).set("params", params);
            if (this == CURRENT) {
                request.header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
                if (params.has("name")) {
                    request.header("Mcp-Name", params.get("name").asText());
                }
                var meta = params.putObject("_meta");
                meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
                meta.putObject("io.modelcontextprotocol/clientCapabilities");
            }
            return request.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        }
    }

    private static ObjectNode params(String json) {
        return (ObjectNode) TestServer.json(json);
    }

    private static HttpResponse<String> write(TestServer to, Era era, String path, String headers) {
        SandboxProcess.shared().clearRequests();
        return to.send(era.request(to, path, headers, "tools/call", params("""
                {"name": "%s", "arguments": {"bucket": "quilt-example", "items": [{"key": "k", "text": "t"}]}}""".formatted(WRITE))));
    }

    private static JsonNode result(TestServer to, Era era, String path, String headers, String method, String params) {
        var response = to.send(era.request(to, path, headers, method, params(params)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestServer.json(response.body()).path("result");
    }

    private static Set<String> listed(TestServer to, Era era, String path, String headers) {
        var names = new HashSet<String>();
        result(to, era, path, headers, "tools/list", "{}")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    /** The health check asks for config.json by itself, without a token. */
    private static void assertNothingSent() {
        assertThat(SandboxProcess.shared().requests())
                .allMatch(request -> request.path("path").asText().equals("/config.json")
                        && !request.path("authorization").asBoolean(true));
    }

    private static void assertFenced(TestServer to, String path, String headers) {
        for (var era : Era.values()) {
            var result = TestServer.json(write(to, era, path, headers).body()).path("result");
            assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
            assertThat(result.at("/content/0/text").asText()).isEqualTo(REFUSED);
            assertNothingSent();
            assertThat(listed(to, era, path, headers)).doesNotContain(WRITE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/readonly,''",
        "/readonly/,''",
        "/x/full/readonly,''",
        "'/x/buckets,packages/readonly/',''",
        "/x/readonly,''",
        "'/x/Full,READONLY',''",
        "'/x/buckets%2Creadonly',''",
        "?readonly,''",
        "?readonly=,''",
        "?readonly=true,''",
        "?readonly=1,''",
        "?readonly=YES,''",
        "?readonly=%20on,''",
        "?readonly=false&readonly=true,''",
        "?toolsets=readonly,''",
        "'?toolsets=full,Readonly',''",
        "?toolsets=full&toolsets=readonly,''",
        "'',X-MCP-Readonly:true",
        "'',x-mcp-readonly: On",
        "'',X-MCP-Readonly:1",
        "'',X-MCP-Readonly:yes",
        "'',X-MCP-Readonly:",
        "'',X-MCP-Readonly:false | X-MCP-Readonly:true",
        "'',X-MCP-Toolsets:readonly",
        "'',X-MCP-Toolsets:full | X-MCP-Toolsets: ReadOnly",
        "'','X-MCP-Toolsets:buckets,readonly | X-MCP-Tools:bucket_objects_put'",
        "/readonly,X-MCP-Readonly:false",
        "/readonly?readonly=false,X-MCP-Toolsets:full",
        "/x/readonly?readonly=0,'X-MCP-Readonly:no | X-MCP-Tools:bucket_objects_put,bucket_list'",
        "?readonly=true,X-MCP-Readonly:off",
    })
    void eachSpellingOfReadOnlyRefusesAWriteBeforeAnythingIsSent(String path, String headers) {
        assertFenced(server, path, headers);
    }

    @ParameterizedTest
    @CsvSource({
        "QUILT_MCP_TOOLSETS,readonly",
        "QUILT_MCP_TOOLSETS,'full,ReadOnly'",
        "QUILT_MCP_TOOLSETS,'buckets,readonly'",
        "QUILT_MCP_TOOLS_ALLOWED,readonly",
        "QUILT_MCP_TOOLS_ALLOWED,'full, readonly'",
    })
    void connectionCannotLiftTheOperatorsReadOnly(String variable, String value) {
        try (var reading = accepting(Map.of(variable, value))) {
            for (var path : List.of("", "/x/full", "?readonly=false", "?toolsets=full")) {
                assertFenced(reading, path, "");
                assertFenced(reading, path, "X-MCP-Readonly:false | X-MCP-Toolsets:full | X-MCP-Tools:" + WRITE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?readonly=false,''",
        "?readonly=0,''",
        "'',X-MCP-Readonly:no",
        "'',X-MCP-Readonly: OFF",
        "/x/standard,''",
        "/x/buckets/,''",
        "'',X-MCP-Tools:Bucket_Objects_Put",
    })
    void writesAreListedWhereReadOnlyIsOff(String path, String headers) {
        for (var era : Era.values()) {
            assertThat(listed(server, era, path, headers)).contains(WRITE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?readonly=flase,'',readonly must be true or false.",
        "?readonly=t,'',readonly must be true or false.",
        "'','X-MCP-Readonly:true,maybe',X-MCP-Readonly must be true or false.",
        "?read_only-true,'',There is no query parameter 'read_only-true'. Did you mean readonly?PARAMS",
        "?Readonly=true,'',There is no query parameter 'Readonly'. Did you mean readonly?PARAMS",
        "?toolset=readonly,'',There is no query parameter 'toolset'. Did you mean toolsets?PARAMS",
        "?access_token=x,'',There is no query parameter 'access_token'.PARAMS",
        "/readonly?x,'',There is no query parameter 'x'.PARAMS",
        "'',X-MCP-Read-Only:true,There is no header 'x-mcp-read-only'. Did you mean X-MCP-Readonly?USE",
        "'',X_MCP_READONLY:true,There is no header 'x_mcp_readonly'. Did you mean X-MCP-Readonly?USE",
        "'',X-MCP-Toolset:readonly,There is no header 'x-mcp-toolset'. Did you mean X-MCP-Toolsets?USE",
        "'',X-MCP-Exclude:bucket_objects_put,There is no header 'x-mcp-exclude'. Did you mean X-MCP-Exclude-Tools?USE",
        "'',X-MCP-Lockdown:true,There is no header 'x-mcp-lockdown'.USE",
        "'',MCP-Readonly:true,There is no header 'mcp-readonly'. Did you mean X-MCP-Readonly?USE",
        "'',Mcp-Toolsets:readonly,There is no header 'mcp-toolsets'. Did you mean X-MCP-Toolsets?USE",
        "'',X-MCPReadonly:true,There is no header 'x-mcpreadonly'. Did you mean X-MCP-Readonly?USE",
        "'',XMCP-Exclude-Tools:a,There is no header 'xmcp-exclude-tools'. Did you mean X-MCP-Exclude-Tools?USE",
        "'',X-MCP.Readonly:true,There is no header 'x-mcp.readonly'. Did you mean X-MCP-Readonly?USE",
        "'',mcp_buckets:a,There is no header 'mcp_buckets'. Did you mean X-MCP-Buckets?USE",
        "?=readonly,'',There is no query parameter ''.PARAMS",
        "?=,'',There is no query parameter ''.PARAMS",
        "/readonly?toolsets=full&=,'',There is no query parameter ''.PARAMS",
        "?codemod=false,'',There is no query parameter 'codemod'.PARAMS",
        "?Codemode=false,'',There is no query parameter 'Codemode'.PARAMS",
        "'',X-MCP-Tool-Name:a,There is no header 'x-mcp-tool-name'.USE",
        "'',X-MCP-Toolsets:,X-MCP-Toolsets is empty; send names; for example packages;search; or leave it out.",
        "'','X-MCP-Tools: , ','X-MCP-Tools is empty; send names, for example package_browse,object_read, or leave it out.'",
        "'','X-MCP-Exclude-Tools:,','X-MCP-Exclude-Tools is empty; send names, for example package_delete, or leave it out.'",
        "?toolsets=,'',toolsets is empty; send names; for example packages;search; or leave it out.",
        "/x/full?toolsets,'',toolsets is empty; send names; for example packages;search; or leave it out.",
        "/x/readonli,'',There is no toolset 'readonli'. Did you mean readonly?SETS",
        "/x/bucket/readonly,'',There is no toolset 'bucket'. Did you mean buckets?SETS",
        "/x/p%61ckages,'',There is no toolset 'p%61ckages'. Did you mean packages?SETS",
        "?toolsets=read-only,'',There is no toolset 'read-only'. Did you mean readonly?SETS",
        "'',X-MCP-Toolsets:bukets,There is no toolset 'bukets'. Did you mean buckets?SETS",
        "'',X-MCP-Exclude-Tools:bucket_object_put,There is no tool 'bucket_object_put'."
                + " Did you mean bucket_objects_put?",
        "'',X-MCP-Tools:package_brows,There is no tool 'package_brows'. Did you mean package_browse?",
        "'',X-MCP-Tools:packages,There is no tool 'packages'. Did you mean package_list?",
    })
    void eachMistypedSwitchIsRefusedBeforeAnythingIsSent(String path, String headers, String sentence) {
        for (var era : Era.values()) {
            var response = write(server, era, path, headers);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            var body = TestServer.json(response.body());
            assertThat(body.path("id").asText()).isEqualTo("a-7");
            assertThat(body.at("/error/code").asInt()).isEqualTo(400);
            assertThat(body.at("/error/message").asText())
                    .isEqualToIgnoringCase(sentence.replace("names; for", "names, for")
                            .replace("packages;search; or", "packages,search, or")
                            .replace("USE", USE_HEADERS)
                            .replace("PARAMS", " Use one of toolsets, readonly, buckets.")
                            .replace("SETS", USE_SETS));
            assertNothingSent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Readonly",
                "/read-only",
                "/readonly/x/buckets",
                "/x",
                "/x/",
                "/x/,",
                "/x/buckets/read-only",
                "/x/buckets/readonly/x",
                ";readonly",
                ";readonly=true",
                "/x/buckets;readonly",
                "/%72eadonly"
            })
    void returns404WithTheKnownFormsForAnUnknownPath(String path) {
        for (var era : Era.values()) {
            var response = write(server, era, path, "");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
            assertThat(TestServer.json(response.body()).at("/error/message").asText())
                    .isEqualTo("Not found. The MCP endpoint is POST /mcp, /mcp/readonly, /mcp/x/{toolsets} or"
                            + " /mcp/x/{toolsets}/readonly.");
            assertNothingSent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "tools/list", "tools/call", "nothing", "notifications/initialized"})
    void returns400ForAMistypedSwitchOnEveryMethod(String method) {
        for (var era : Era.values()) {
            var response = server.send(era.request(server, "/x/bucket", "", method, params("{}")));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        }
    }

    @Test
    void doesNotFailOnABadEscapeInThePath() {
        for (var query : List.of("?toolsets=%25zz", "?%00=1")) {
            assertThat(write(server, Era.CURRENT, query, "").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void refusesMoreThan100Names() {
        for (var header : List.of("X-MCP-Toolsets", "X-MCP-Tools", "X-MCP-Exclude-Tools", "X-MCP-Buckets")) {
            var most = "n-o" + ",n-o".repeat(99);
            assertThat(write(server, Era.CURRENT, "", header + ":" + most).body())
                    .doesNotContain("has more than 100 names");
            assertThat(refusal("", header + ":" + most + " | " + header + ":n-o"))
                    .startsWith(header)
                    .endsWith("has more than 100 names; send at most 100.");
        }
        for (var parameter : List.of("toolsets", "buckets")) {
            assertThat(refusal("?" + parameter + "=full" + ",full".repeat(100), ""))
                    .endsWith("has more than 100 names; send at most 100.");
        }
    }

    private static String refusal(String path, String headers) {
        var response = write(server, Era.CURRENT, path, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertNothingSent();
        return TestServer.json(response.body()).at("/error/message").asText();
    }

    @Test
    void excludedToolsAreNeitherListedNorRun() {
        var headers = "X-MCP-Exclude-Tools:bucket_objects_put | X-MCP-Tools:bucket_objects_put,bucket_list";
        for (var era : Era.values()) {
            var result = TestServer.json(write(server, era, "/x/full", headers).body());
            assertThat(result.at("/result/content/0/text").asText())
                    .isEqualTo(
                            "This connection excludes the tool: bucket_objects_put was not run and nothing was written.");
            assertNothingSent();
            assertThat(listed(server, era, "/x/full", headers))
                    .contains("bucket_list", "s3_object_put")
                    .doesNotContain(WRITE);
            assertThat(listed(server, era, "", headers)).containsExactly("bucket_list");
        }
    }

    @Test
    void refusalOfAnUnknownToolNamesTheNearestThatMayRun() {
        for (var era : Era.values()) {
            var call = "{\"name\": \"package_delet\"}";
            var error = server.send(era.request(server, "", "", "tools/call", params(call)));
            assertThat(TestServer.json(error.body()).at("/error/message").asText())
                    .isEqualTo("There is no tool 'package_delet'. Did you mean package_delete?");
            var fenced = server.send(era.request(server, "/readonly", "", "tools/call", params(call)));
            assertThat(TestServer.json(fenced.body()).at("/error/message").asText())
                    .startsWith("There is no tool 'package_delet'.")
                    .doesNotContain("package_delete?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'','',public",
        "/,'',public",
        "?readonly=false,'',public",
        "?codemode=false,'',public",
        "'',X-MCP-Method:tools/list | X-MCP-Toolname:a | X-MCP-Servername:b | x-mcp-promptname:c,public",
        "'',X-MCP-Annotation-Hints:readOnly=true,public",
        "/readonly,'',private",
        "/x/standard,'',private",
        "?toolsets=full,'',private",
        "'',X-MCP-Readonly:true,private",
        "'',X-MCP-Tools:bucket_list,private",
        "'',X-MCP-Exclude-Tools:bucket_list,private",
    })
    void listsOfANarrowedConnectionHavePrivateCacheScope(String path, String headers, String scope) {
        for (var method : List.of("tools/list", "prompts/list", "server/discover")) {
            assertThat(result(server, Era.CURRENT, path, headers, method, "{}")
                            .path("cacheScope")
                            .asText())
                    .as(method)
                    .isEqualTo(scope);
        }
    }

    @Test
    void instructionsPromptsAndCompletionsFollowTheConnection() {
        var argument = """
                {"ref": {"type": "ref/prompt", "name": "create_package_from_s3"},
                 "argument": {"name": "bucket", "value": "quilt"}}""";
        for (var path : List.of("", "/x/packages/readonly")) {
            var writes = path.isEmpty();
            assertThat(result(server, Era.CURRENT, path, "", "server/discover", "{}")
                            .path("instructions")
                            .asText()
                            .contains("package_delete"))
                    .isEqualTo(writes);
            assertThat(result(server, Era.HANDSHAKE, path, "", "initialize", "{}")
                            .path("instructions")
                            .asText()
                            .contains("package_delete"))
                    .isEqualTo(writes);
            for (var era : Era.values()) {
                assertThat(result(server, era, path, "", "prompts/list", "{}")
                                .toString()
                                .contains("create_package_from_s3"))
                        .isEqualTo(writes);
                assertThat(result(server, era, path, "", "completion/complete", argument)
                                .has("completion"))
                        .isEqualTo(writes);
            }
        }
    }

    @Test
    void healthPathsIgnoreTheQuery() {
        for (var path : List.of("/?x=1", "/health?read_only", "/healthz?toolsets=nothing")) {
            assertThat(server.get(path).statusCode()).isEqualTo(200);
        }
    }
}
