package com.quiltdata.sandbox;

import java.util.List;
import java.util.regex.Pattern;

/** Values picked out of answers by the name they stand under. */
final class Answers {
    private Answers() {}

    /** Strings without their quotes, anything else as it is written. */
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
