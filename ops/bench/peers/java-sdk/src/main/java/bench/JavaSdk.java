package bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the service's tools with the MCP Java SDK: catalog_link computes its result, bucket_list queries the upstream. */
final class JavaSdk {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final List<String> FIELDS =
            List.of("name", "title", "description", "relevanceScore", "browsable", "tags");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Object> called;
    private final HttpRequest query;

    private JavaSdk(Path folder, String upstream) throws IOException {
        called = structured(folder.resolve("call.json"));
        query = HttpRequest.newBuilder(URI.create(upstream))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(folder.resolve("query.json"))))
                .build();
    }

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[1]);
        var peer = new JavaSdk(folder, args[2]);
        var transport = HttpServletStatelessServerTransport.builder()
                .jsonMapper(new JacksonMcpJsonMapper(peer.json))
                .messageEndpoint("/mcp")
                .build();
        McpServer.sync(transport)
                .serverInfo("java-sdk", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .immediateExecution(true)
                .tools(peer.tools(folder.resolve("list.json")))
                .build();
        var server = new Server(new QueuedThreadPool(2048));
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        var context = new ServletContextHandler();
        var holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/mcp");
        server.setHandler(context);
        server.start();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> structured(Path answer) throws IOException {
        var result = (Map<String, Object>) json.readValue(answer.toFile(), OBJECT).get("result");
        return (Map<String, Object>) result.get("structuredContent");
    }

    private List<SyncToolSpecification> tools(Path list) throws IOException {
        var tools = new ArrayList<SyncToolSpecification>();
        for (var node : json.readTree(list.toFile()).at("/result/tools")) {
            var meta = node.get("_meta");
            var tool = new Tool.Builder()
                    .name(node.get("name").asText())
                    .title(node.get("title").asText())
                    .description(node.get("description").asText())
                    .inputSchema(json.convertValue(node.get("inputSchema"), OBJECT))
                    .outputSchema(json.convertValue(node.get("outputSchema"), OBJECT))
                    .annotations(json.convertValue(node.get("annotations"), ToolAnnotations.class))
                    .meta(meta == null ? null : json.convertValue(meta, OBJECT))
                    .build();
            tools.add(new SyncToolSpecification(tool, (_, request) -> answer(request)));
        }
        return tools;
    }

    private CallToolResult answer(CallToolRequest request) {
        try {
            var result =
                    switch (request.name()) {
                        case "catalog_link" -> link(request.arguments());
                        case "bucket_list" -> buckets();
                        default -> throw new IllegalArgumentException(request.name());
                    };
            return CallToolResult.builder()
                    .addTextContent(json.writeValueAsString(result))
                    .structuredContent(result)
                    .isError(false)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> link(Map<String, Object> arguments) {
        var bucket = (String) arguments.get("bucket");
        var name = (String) arguments.get("package_name");
        var result = new LinkedHashMap<>(called);
        for (var field : List.of("catalog_url", "uri")) {
            var recorded = (String) called.get(field);
            result.put(field, recorded.replace("quilt-example", bucket).replace("examples/hurdat", name));
        }
        return result;
    }

    private Map<String, Object> buckets() throws IOException, InterruptedException {
        var reply = http.send(query, HttpResponse.BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new IOException("status " + reply.statusCode());
        }
        var buckets = new ArrayList<Map<String, Object>>();
        for (var node : json.readTree(reply.body()).at("/data/buckets")) {
            var bucket = new LinkedHashMap<String, Object>();
            FIELDS.forEach(field -> bucket.put(field, node.get(field)));
            bucket.put("permission", "READ_WRITE");
            buckets.add(bucket);
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("success", true);
        result.put("buckets", buckets);
        result.put("count", buckets.size());
        result.put("truncated", false);
        return result;
    }
}
