package com.quiltdata.mcp.catalog.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One GraphQL operation: its name, which is also its file's, and its text without comments and line breaks. */
record Operation(String name, String text) {
    /** Loads {@code graphql/{name}.graphql} from the class path; a missing file is a build error. */
    static Operation load(String name) {
        return load("graphql", name);
    }

    /** Loads the form of the operation for older registries. */
    static Operation loadOld(String name) {
        return load("graphql-old", name);
    }

    private static Operation load(String directory, String name) {
        try (var in = Operation.class.getResourceAsStream("/" + directory + "/" + name + ".graphql")) {
            if (in == null) {
                throw new IllegalStateException("no operation " + directory + "/" + name + ".graphql");
            }
            return new Operation(name, minified(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it is a query; every query selects {@code me}. */
    boolean isQuery() {
        return text.startsWith("query ");
    }

    private static String minified(String text) {
        return text.replaceAll("(?m)#.*$", "").replaceAll("\\s+", " ").strip();
    }
}
