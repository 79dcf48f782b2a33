package com.quiltdata.mcp.tools.bucket;

import java.nio.charset.Charset;
import java.util.regex.Pattern;

/** Encodings by name. */
final class Charsets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.:_-]*");

    private Charsets() {}

    /** The encoding of this name, {@code latin-1} and {@code utf_16} included. */
    static Charset of(String name) {
        if (NAME.matcher(name).matches()) {
            if (Charset.isSupported(name)) {
                return Charset.forName(name);
            }
            var plain = name.replaceAll("[_-]", "");
            if (!plain.isEmpty() && Charset.isSupported(plain)) {
                return Charset.forName(plain);
            }
        }
        throw new IllegalArgumentException("unknown encoding; send one like utf-8, latin-1, utf-16 or windows-1252.");
    }
}
