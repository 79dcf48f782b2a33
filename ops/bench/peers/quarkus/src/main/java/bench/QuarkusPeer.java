package bench;

import io.quarkiverse.mcp.server.MetaKey;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Serves the service's tools with Quarkus: catalog_link computes its result, bucket_list queries the upstream. */
@Startup
@Singleton
public class QuarkusPeer {
    private static final List<String> FIELDS =
            List.of("name", "title", "description", "relevanceScore", "browsable", "tags");

    private final HttpClient http;
    private final JsonObject called;
    private final RequestOptions query;
    private final Buffer body;

    QuarkusPeer(ToolManager tools, Vertx vertx) throws IOException {
        var folder = Path.of(System.getProperty("answers"));
        http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2048));
        called = read(folder.resolve("call.json")).getJsonObject("structuredContent");
        body = Buffer.buffer(Files.readAllBytes(folder.resolve("query.json")));
        query = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(System.getProperty("upstream"))
                .setTimeout(30_000)
                .putHeader("Content-Type", "application/json");
        for (var one : read(folder.resolve("list.json")).getJsonArray("tools")) {
            register(tools, (JsonObject) one);
        }
    }

    private static JsonObject read(Path answer) throws IOException {
        return new JsonObject(Files.readString(answer)).getJsonObject("result");
    }

    private void register(ToolManager tools, JsonObject tool) {
        var hints = tool.getJsonObject("annotations");
        var definition = tools.newTool(tool.getString("name"))
                .setTitle(tool.getString("title"))
                .setDescription(tool.getString("description"))
                .setInputSchema(tool.getJsonObject("inputSchema"))
                .setOutputSchema(tool.getJsonObject("outputSchema"))
                .setAnnotations(new ToolAnnotations(
                        hints.getString("title"),
                        hints.getBoolean("readOnlyHint"),
                        hints.getBoolean("destructiveHint"),
                        hints.getBoolean("idempotentHint"),
                        hints.getBoolean("openWorldHint")))
                .setAsyncHandler(arguments -> answer(tool.getString("name"), arguments));
        if (tool.containsKey("_meta")) {
            var meta = new LinkedHashMap<MetaKey, Object>();
            tool.getJsonObject("_meta").forEach(one -> meta.put(MetaKey.from(one.getKey()), one.getValue()));
            definition.setMetadata(meta);
        }
        definition.register();
    }

    private Uni<ToolResponse> answer(String tool, ToolArguments arguments) {
        return switch (tool) {
            case "catalog_link" -> Uni.createFrom().item(respond(link(arguments.args())));
            case "bucket_list" -> Uni.createFrom()
                    .completionStage(() -> http.request(query)
                            .compose(request -> request.send(body))
                            .compose(reply -> reply.body())
                            .map(reply -> respond(buckets(reply)))
                            .toCompletionStage());
            default -> throw new IllegalArgumentException(tool);
        };
    }

    private static ToolResponse respond(Map<String, Object> result) {
        var text = new JsonObject(result).encode();
        return new ToolResponse(false, List.of(new TextContent(text)), result, null);
    }

    private Map<String, Object> link(Map<String, Object> arguments) {
        var bucket = (String) arguments.get("bucket");
        var name = (String) arguments.get("package_name");
        var result = new LinkedHashMap<>(called.getMap());
        for (var field : List.of("catalog_url", "uri")) {
            var recorded = called.getString(field);
            result.put(field, recorded.replace("quilt-example", bucket).replace("examples/hurdat", name));
        }
        return result;
    }

    private static Map<String, Object> buckets(Buffer reply) {
        var buckets = new JsonArray();
        for (var one : new JsonObject(reply).getJsonObject("data").getJsonArray("buckets")) {
            var bucket = new JsonObject();
            FIELDS.forEach(field -> bucket.put(field, ((JsonObject) one).getValue(field)));
            buckets.add(bucket.put("permission", "READ_WRITE"));
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("success", true);
        result.put("buckets", buckets);
        result.put("count", buckets.size());
        result.put("truncated", false);
        return result;
    }
}
