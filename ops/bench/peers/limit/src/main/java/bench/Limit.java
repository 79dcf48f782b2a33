package bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Reads a request's body and responds with the recorded answer of its path; {@code /upstream} sends a request first. */
final class Limit extends Handler.Abstract.NonBlocking {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, byte[]> answers = new HashMap<>();
    private final HttpRequest query;

    private Limit(Path folder, String upstream) throws Exception {
        for (var name : new String[] {"call", "list", "upstream"}) {
            answers.put("/" + name, Files.readAllBytes(folder.resolve(name + ".json")));
        }
        query = HttpRequest.newBuilder(URI.create(upstream))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(folder.resolve("query.json"))))
                .build();
    }

    public static void main(String[] args) throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        server.setHandler(new Limit(Path.of(args[1]), args[2]));
        server.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = request.getHttpURI().getPath();
        var answer = answers.get(path);
        Content.Source.asByteBuffer(request, new org.eclipse.jetty.util.Promise<>() {
            @Override
            public void succeeded(ByteBuffer body) {
                if (!path.equals("/upstream")) {
                    write(response, answer, callback);
                    return;
                }
                http.sendAsync(query, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((reply, failure) -> {
                    if (failure != null || reply.statusCode() != 200) {
                        Response.writeError(request, response, callback, 502);
                    } else {
                        write(response, answer, callback);
                    }
                });
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
            }
        });
        return true;
    }

    private static void write(Response response, byte[] answer, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(answer), callback);
    }
}
