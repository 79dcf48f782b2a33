package com.quiltdata.mcp.tool;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Character encodings by name. */
public final class Charsets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.:_-]*");

    private Charsets() {}

    /** Returns the encoding with this name; also accepts spellings such as {@code latin-1} and {@code utf_16}. */
    public static Charset of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown encoding; send, for example, utf-8, latin-1, utf-16 or windows-1252."));
    }

    /** Returns the encoding with this name, or empty. */
    public static Optional<Charset> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Stream.of(name, name.replaceAll("[_-]", ""))
                .filter(it -> !it.isEmpty() && Charset.isSupported(it))
                .findFirst()
                .map(Charset::forName);
    }
}
