package com.quiltdata.sandbox;

import java.util.List;
import java.util.regex.Pattern;

/** Extracts values from responses by name. */
final class JsonFields {
    private JsonFields() {}

    /** Returns strings without their quotes, and anything else as written. */
    static List<String> all(String json, String name) {
        return Pattern.compile("\"" + Pattern.quote(name) + "\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\",\\[{}\\]]+))")
                .matcher(json)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    static String one(String json, String name) {
        return all(json, name).getFirst();
    }
}
