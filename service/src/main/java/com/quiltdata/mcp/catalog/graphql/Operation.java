package com.quiltdata.mcp.catalog.graphql;

import com.google.common.base.Suppliers;
import com.google.common.primitives.Bytes;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A GraphQL operation, which is read from the file of its name when it is first sent. */
final class Operation {
    private static final byte[] NO_VARIABLES = {'{', '}'};
    private static final byte[] END = {'}'};
    private static final Pattern SPREAD = Pattern.compile("\\.\\.\\.(\\w+)");

    private final String name;
    private final Supplier<Document> document;

    private Operation(String directory, String name) {
        this.name = name;
        this.document = Suppliers.memoize(() -> read(directory, name));
    }

    /**
     * What is sent of an operation.
     *
     * @param text its text in one line, with the fragments it spreads
     * @param head the request's body up to the variables
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, only read, never compared
    private record Document(String text, byte[] head) {}

    /** Returns the operation in {@code graphql/{name}.graphql} on the class path; a missing file is a build error. */
    static Operation load(String name) {
        return new Operation("graphql", name);
    }

    static Operation loadOld(String name) {
        return new Operation("graphql-old", name);
    }

    String name() {
        return name;
    }

    String text() {
        return document.get().text();
    }

    private static Document read(String directory, String name) {
        var operation = read(directory + "/" + name);
        var fragments = new LinkedHashMap<String, String>();
        addFragments(operation, fragments);
        var text = operation + String.join("", fragments.values());
        return new Document(text, head(name, text));
    }

    private static byte[] head(String name, String text) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("operationName", name);
        fields.put("query", text);
        var json = new String(UpstreamJson.write(fields), StandardCharsets.UTF_8);
        return (json.substring(0, json.length() - 1) + ",\"variables\":").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the body of a request with these variables. */
    byte[] body(Map<String, ?> variables) {
        return Bytes.concat(
                document.get().head(), variables.isEmpty() ? NO_VARIABLES : UpstreamJson.write(variables), END);
    }

    private static void addFragments(String text, Map<String, String> fragments) {
        SPREAD.matcher(text).results().map(spread -> spread.group(1)).forEach(name -> {
            if (!fragments.containsKey(name)) {
                var fragment = read("graphql/fragments/" + name);
                fragments.put(name, " " + fragment);
                addFragments(fragment, fragments);
            }
        });
    }

    private static String read(String path) {
        try (var in = Operation.class.getResourceAsStream("/" + path + ".graphql")) {
            if (in == null) {
                throw new IllegalStateException("no file " + path + ".graphql");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)#.*$", "").replaceAll("\\s+", " ").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it is a query; every query selects {@code me}. */
    boolean isQuery() {
        return text().startsWith("query ");
    }
}
