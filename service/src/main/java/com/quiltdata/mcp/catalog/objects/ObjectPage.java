package com.quiltdata.mcp.catalog.objects;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param folders the common prefixes of keys, each ending with the delimiter; empty in a listing without a delimiter
 * @param nextToken the position after the last key or, with {@link #afterAll}, the last folder; null on the last page
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

    /** Returns the position in a listing after all keys that begin with the prefix. */
    public static String afterAll(String prefix) {
        return prefix + LAST_CHARACTER;
    }
}
