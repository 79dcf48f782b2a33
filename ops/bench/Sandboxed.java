package bench;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** Measures the work of the service that needs S3 or a search, in front of the sandbox. */
final class Sandboxed {
    private static final int OBJECTS = 1200;
    private static final int OBJECT_BYTES = 1 << 20;
    private static final int CREATE_MILLIS = 180_000;

    private final Recipes recipes;
    private final String token;
    private final int entries;
    private final Measure measure;

    /** A request and the connections that send it. */
    private record Work(String name, int connections, String body) {}

    Sandboxed(World world, Recipes recipes, int entries, Measure measure) {
        this.recipes = recipes;
        this.token = world.field("writer");
        this.entries = entries;
        this.measure = measure;
    }

    /** Starts the service, creates an object and a package, and adds what it measures. */
    void into(Comparison comparison, int rounds) throws IOException {
        try (var service = new Peer(recipes.sandboxed(), "0", request(Wire.call("bucket_list", "{}")))) {
            create(service, Wire.call("bucket_objects_put", """
                    {"bucket":"quilt-lab","items":[{"key":"bench/mebibyte.txt","text":"%s"}]}"""
                    .formatted("0123456789abcde ".repeat(OBJECT_BYTES / 16))));
            create(service, Wire.call("package_create", """
                    {"bucket":"quilt-lab","name":"bench/large","message":"Large","entries":{%s}}"""
                    .formatted(set())));
            var works = List.of(
                    new Work("object", 8, """
                            {"jsonrpc":"2.0","id":1,"method":"resources/read",\
                            "params":{"uri":"s3://quilt-lab/bench/mebibyte.txt"}}"""),
                    new Work("browse", 4, Wire.call("package_browse", """
                            {"registry":"quilt-lab","package_name":"bench/large","include_signed_urls":false}""")),
                    new Work("search", 8, Wire.call("search_catalog", "{\"query\":\"storms csv\"}")));
            for (var work : works) {
                measure.warm(service, work.name(), requests(work));
            }
            for (var round = 0; round < rounds; round++) {
                for (var work : works) {
                    comparison.add(service.name(), work.name(), measure.window(service, work.name(), requests(work)));
                }
            }
        }
    }

    private byte[] request(String body) {
        return Load.request("/mcp", token, body);
    }

    private List<byte[]> requests(Work work) {
        return Collections.nCopies(work.connections(), request(work.body()));
    }

    private void create(Peer service, String body) throws IOException {
        try (var wire = new Wire("http://127.0.0.1:" + service.port(), CREATE_MILLIS)) {
            var answer = wire.ask(request(body));
            if (!answer.good()) {
                throw new IOException(answer.status() + " " + answer.text());
            }
        }
    }

    private String set() {
        var set = new StringBuilder();
        for (var i = 0; i < entries; i++) {
            set.append(i == 0 ? "" : ",")
                    .append("\"part-%04d/file-%06d.txt\":{\"type\":\"uri\",\"uri\":\"s3://quilt-example/many/%04d.txt\"}"
                            .formatted(i / 100, i, i % OBJECTS + 1));
        }
        return set.toString();
    }
}
