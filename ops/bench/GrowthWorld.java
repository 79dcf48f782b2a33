package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts many packages, buckets, users and entries into the sandbox, by its registry's own mutations. */
final class GrowthWorld implements AutoCloseable {
    private static final int AT_ONCE = 200;
    private static final String ROLE = "GrowthRole";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final World world;
    private final JsonNode file;
    private int buckets = 4;
    private int numbered;
    private int users;

    GrowthWorld(World world) throws IOException, InterruptedException {
        this.world = world;
        // The service's credentials are recorded once.
        world.control("POST", "/settings", "{\"credentialsSeconds\":86400}");
        file = send("""
                {package(bucket: "quilt-example", name: "examples/hurdat") {
                  revision(hashOrTag: "latest") {contentsFlatMap(max: 10)}
                }}""").at("/package/revision/contentsFlatMap/README.md");
    }

    /** Creates this many packages, {@code grow/p000000} and so on. */
    void packages(String bucket, int count) throws IOException, InterruptedException {
        for (var from = 0; from < count; from += AT_ONCE) {
            send(IntStream.range(from, Math.min(count, from + AT_ONCE))
                    .mapToObj(i -> """
                            p%1$d: packageConstruct(
                              params: {bucket: "%2$s", name: "grow/p%1$06d", message: "Number %1$d"},
                              src: {entries: [{logicalKey: "README.md", physicalKey: "%3$s", size: %4$d,
                                hash: {type: "SHA256", value: "%5$s"}}]}) {__typename}
                            """.formatted(i, bucket, file.get("physicalKey").asText(), file.get("size").asInt(),
                            file.at("/hash/value").asText()))
                    .collect(Collectors.joining("", "mutation {", "}")));
        }
    }

    /** Creates a package with this many entries in folders of 50. */
    void entries(String bucket, String name, int count) throws IOException, InterruptedException {
        var request = json.createObjectNode();
        request.put("query", """
                mutation($params: PackagePushParams!, $src: PackageConstructSource!) {
                  packageConstruct(params: $params, src: $src) {
                    __typename
                  }
                }""");
        request.withObject("/variables/params").put("bucket", bucket).put("name", name).put("message", "Many entries");
        var entries = request.withObject("/variables/src").putArray("entries");
        for (var i = 0; i < count; i++) {
            entries.addObject()
                    .put("logicalKey", "part-%04d/file-%06d.txt".formatted(i / 50, i))
                    .put("physicalKey", file.get("physicalKey").asText())
                    .put("size", file.get("size").asInt())
                    .set("hash", file.get("hash"));
        }
        send(request);
    }

    /** Gives the administrator a role that reads, and does not write, every bucket. */
    void readAll() throws IOException, InterruptedException {
        send("""
                mutation {
                  roleCreateUnmanaged(input: {name: "%1$s", arn: "arn:aws:iam::123456789012:role/%1$s"}) {__typename}
                  admin {user {mutate(name: "admin") {setRole(role: "%1$s") {__typename}}}}
                }""".formatted(ROLE));
    }

    /** Adds buckets to the stack until there are this many. */
    void buckets(int count) throws IOException, InterruptedException {
        while (buckets < count) {
            bucket("grow-bucket-%04d".formatted(numbered++));
        }
    }

    /** Removes the numbered buckets. */
    void removeBuckets() throws IOException, InterruptedException {
        send(IntStream.range(0, numbered)
                .mapToObj(i -> "b%1$d: bucketRemove(name: \"grow-bucket-%1$04d\") {__typename}\n".formatted(i))
                .collect(Collectors.joining("", "mutation {", "}")));
        buckets -= numbered;
    }

    private void bucket(String name) throws IOException, InterruptedException {
        world.control("POST", "/buckets", "{\"name\":\"" + name + "\"}");
        send("""
                mutation {bucketAdd(input: {name: "%1$s", title: "Bucket %1$s", description: "One of many"}) {__typename}}
                """.formatted(name));
        buckets++;
    }

    /** Adds users until there are this many more than at first. */
    void users(int count) throws IOException, InterruptedException {
        world.control("POST", "/people", "{\"count\":" + (count - users) + "}");
        users = count;
    }

    private JsonNode send(String query) throws IOException, InterruptedException {
        return send(json.createObjectNode().put("query", query));
    }

    /** Sends a query or mutation as administrator and returns its data, of which nothing may be a refusal. */
    private JsonNode send(ObjectNode body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(world.field("registryUrl") + "/graphql"))
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + world.field("admin"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        var text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        var response = json.readTree(text);
        if (response.has("errors") || text.contains("InvalidInput") || text.contains("OperationError")) {
            throw new IOException("The sandbox refused: " + text.substring(0, Math.min(500, text.length())));
        }
        return response.get("data");
    }

    @Override
    public void close() {
        http.shutdownNow();
        world.close();
    }
}
