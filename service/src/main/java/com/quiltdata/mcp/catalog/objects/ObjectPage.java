package com.quiltdata.mcp.catalog.objects;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param folders the key prefixes, up to and with the delimiter, of what is folded; empty in a listing without one
 * @param nextToken the position after the page: its last key, or after all keys of its last folder; null on the last
 */
public record ObjectPage(
        List<ObjectSummary> objects,
        List<String> folders,
        @Nullable String nextToken) {
    /** The order of keys in a listing: by the bytes of their UTF-8. */
    public static final Comparator<String> KEY_ORDER =
            Comparator.<String, byte[]>comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    public ObjectPage {
        objects = List.copyOf(objects);
        folders = List.copyOf(folders);
    }

    /** A page without folders. */
    public ObjectPage(List<ObjectSummary> objects, @Nullable String nextToken) {
        this(objects, List.of(), nextToken);
    }

    /** Returns the position in a listing after all keys that begin with the prefix. */
    public static String afterAll(String prefix) {
        return prefix + LAST_CHARACTER;
    }
}
