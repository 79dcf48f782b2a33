package attack;

import bench.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** All attacks in order. Each is limited in connections, in rate and by the target's time. */
final class Rows {
    private static final int BODY = 8 << 20;
    private static final String INVENTED = "invented-token-";
    private static final String CLOSE = "Connection: close\r\n" + Target.ADDRESS;
    private static final String README = "{\"s3_uri\":\"s3://quilt-example/README.md\"}";

    private static final List<Row> ALL = List.of(
            new Row("A1-gzip", "gzip of 8 MiB of {}, invented token", t -> body(t, gzip(objects()), "Content-Encoding: gzip\r\n")),
            new Row("A1-plain", "8 MiB of {}, invented token", t -> body(t, objects(), "")),
            new Row("A1-known", "8 MiB of {}, good token", Rows::knownBody),
            new Row("A2", "60 bodies of 8 MiB, 99 % sent, invented tokens", t -> unfinished(t, INVENTED)),
            new Row("A2-known", "60 bodies of 8 MiB, 99 % sent, one good token", t -> unfinished(t, t.known().token())),
            new Row("A3", "3,200 connections that send one byte, one address", t -> slow(t, 1)),
            new Row("A3-many", "3,200 connections that send one byte, 200 addresses", t -> slow(t, 200)),
            new Row("A4", "names that collide, in params", Rows::collisions),
            new Row("A5-fetch", "250 parallel fetches of 3 MiB, one good token", t -> objects(t, "bucket_object_fetch", 250, 3)),
            new Row("A5-text", "60 parallel texts of 10 MiB, one good token", t -> objects(t, "bucket_object_text", 60, 10)),
            new Row("A6-line", "upstreams respond with a header line of 256 MiB", t -> heads(t, "header_line", 256 << 20)),
            new Row("A6-headers", "upstreams respond with 200,000 headers", t -> heads(t, "headers", 3_600_000)),
            new Row("A7-refused", "3 invented tokens × 256 calls, refused after 2 s", t -> places(t, "")),
            new Row("A7-silent", "3 invented tokens × 256 calls, 500 after 2 s", t -> places(t, ",\"status\":500")),
            new Row("A8", "requests that are not HTTP", Rows::malformed),
            new Row("A9", "100,000 unknown arguments, good token", Rows::arguments),
            new Row("A10", "credentials with CR LF, or of 5 MB", Rows::credentials));

    private Rows() {}

    /** Returns the rows with these names, or all rows without names. */
    static List<Row> named(List<String> names) {
        var rows = ALL.stream()
                .filter(row -> names.isEmpty() || names.stream().anyMatch(row::fits))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("No such row; there are "
                    + ALL.stream().map(Row::name).collect(Collectors.joining(", ")));
        }
        return rows;
    }

    private static void body(Target target, byte[] body, String headers) {
        var request = Wire.request("x", CLOSE + headers, body);
        target.together(4, 100, _ -> target.send(request));
    }

    private static void knownBody(Target target) throws Exception {
        var request = Wire.request(target.known().token(), CLOSE, objects());
        target.together(4, 100, _ -> target.send(request));
    }

    private static void unfinished(Target target, String token) {
        var part = new byte[1 << 16];
        Arrays.fill(part, (byte) 'x');
        var parts = new byte[1 + BODY * 99 / 100 / part.length][];
        Arrays.fill(parts, part);
        parts[0] = Wire.head(token, Target.ADDRESS + "Content-Length: " + BODY + "\r\n");
        target.together(60, 5_000, _ -> target.send(parts));
    }

    private static void slow(Target target, int addresses) {
        target.together(3_200, 5_000, number -> target.send(
                Wire.head(
                        INVENTED + number % 100,
                        "X-Forwarded-For: 203.0.113." + number % addresses + "\r\nContent-Length: 100\r\n"),
                new byte[] {'{'}));
    }

    private static void collisions(Target target) throws Exception {
        var good = target.known().token();
        var bodies = List.of(
                call(Collisions.object(Collisions.ofBytes(600))),
                call(Collisions.object(Collisions.ofCharacters(600))),
                call(Collisions.object(Collisions.ofBytes(2_000))));
        target.together(6, 200, number -> {
            var body = bodies.get(number % bodies.size());
            target.send(Wire.request(number < 3 ? good : INVENTED, CLOSE, body));
        });
    }

    private static void objects(Target target, String tool, int calls, int mebibytes) throws Exception {
        var content = new byte[mebibytes << 20];
        Arrays.fill(content, (byte) 'a');
        var uri = target.object("attack/" + mebibytes + "MiB.txt", content);
        var arguments = "{\"s3_uri\":\"%s\",\"max_bytes\":%d}".formatted(uri, content.length);
        var request = Wire.request(target.known().token(), CLOSE, Wire.call(tool, arguments));
        target.together(calls, 1_000, _ -> target.send(request));
    }

    private static void heads(Target target, String kind, int bytes) throws Exception {
        var person = target.known();
        var fault = "\"kind\":\"%s\",\"bytes\":%d".formatted(kind, bytes);
        target.fault("/graphql", person.name(), fault);
        target.fault("s3", person.name(), fault);
        var registry = Wire.request(person.token(), CLOSE, Wire.call("bucket_list", "{}"));
        var s3 = Wire.request(person.token(), CLOSE, Wire.call("bucket_object_text", README));
        target.together(8, 250, number -> target.send(number % 2 == 0 ? registry : s3));
    }

    private static void places(Target target, String rest) throws Exception {
        for (var path : List.of("/graphql", "/api/me", "/api/auth/get_credentials")) {
            target.fault(path, "", "\"delayMs\":2000" + rest);
        }
        var call = Wire.call("bucket_list", "{}");
        target.together(768, 2_000, number -> target.send(Wire.request(INVENTED + number % 3, CLOSE, call)));
    }

    private static void malformed(Target target) throws Exception {
        var token = target.known().token();
        var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";
        var chunked = ascii(Wire.head(token, CLOSE + "Transfer-Encoding: chunked\r\n"));
        var size = Integer.toHexString(list.length());
        target.together(1, 50, _ -> {
            target.send("length of 2 GiB: ", () -> all(
                    Wire.head(token, CLOSE + "Content-Length: 2147483648\r\n"), new byte[] {'{'}));
            for (var coding : List.of("gzip", "deflate", "br", "zstd")) {
                target.send("not " + coding + ": ", () -> all(
                        Wire.request(token, CLOSE + "Content-Encoding: " + coding + "\r\n", list)));
            }
            target.send("bare LF: ", () -> all(
                    ascii(ascii(Wire.request(token, CLOSE, list)).replaceFirst("\r\n", "\n"))));
            target.send("bare LF of a chunk: ", () -> all(
                    ascii(chunked + size + "\n" + list + "\n0\n\n")));
            leave(target, Wire.request(token, Target.ADDRESS, list));
        });
    }

    private static void leave(Target target, byte[] request) throws IOException {
        try (var wire = new Wire(target.server().url(), target.left())) {
            wire.send(request);
        }
    }

    private static void arguments(Target target) throws Exception {
        var arguments = Collisions.object(
                IntStream.range(0, 100_000).mapToObj(i -> "unknown" + i).toList());
        var request = Wire.request(target.known().token(), CLOSE, Wire.call("bucket_list", arguments));
        target.together(2, 250, _ -> target.send(request));
    }

    private static void credentials(Target target) throws Exception {
        var lines = badCredentials(target, "abc\\r\\nX-Added: 1");
        var large = badCredentials(target, "x".repeat(5_000_000));
        target.together(2, 250, number -> target.send(
                number == 0 ? "CR LF: " : "5 MB: ", () -> all(number == 0 ? lines : large)));
    }

    /** Reads as a new user who gets credentials with this session token from the registry. */
    private static byte[] badCredentials(Target target, String session) throws Exception {
        var person = target.stranger();
        var document = """
                {"AccessKeyId":"ASIAAAAAAAAAAAAAAAAA","SecretAccessKey":"secret","SessionToken":"%s",\
                "Expiration":"2099-01-01T00:00:00+00:00"}""".formatted(session);
        var body = document.replace("\\", "\\\\").replace("\"", "\\\"");
        target.fault(
                "/api/auth/get_credentials",
                person.name(),
                "\"body\":\"%s\",\"contentType\":\"application/json\"".formatted(body));
        return Wire.request(person.token(), CLOSE, Wire.call("bucket_object_text", README));
    }

    private static String call(String arguments) {
        return Wire.call("bucket_list", arguments);
    }

    /** Returns 8 MiB of JSON with nothing but empty objects. */
    private static byte[] objects() {
        var frame = call("{\"x\":[%s{}]}");
        var objects = "{},".repeat((BODY - frame.length()) / 3);
        return frame.formatted(objects).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[][] all(byte[]... parts) {
        return parts;
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
