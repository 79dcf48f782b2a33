package com.quiltdata.mcp.tool;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Encodings by name. */
public final class Charsets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.:_-]*");

    private Charsets() {}

    /** The encoding of this name, {@code latin-1} and {@code utf_16} included. */
    public static Charset of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown encoding; send one like utf-8, latin-1, utf-16 or windows-1252."));
    }

    /** The same; empty when there is none of this name. */
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
