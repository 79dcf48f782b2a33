package com.quiltdata.mcp.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.tool.Selection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Encoded results that are prepared once per method and selection of tools. */
final class PreparedResults {
    /** Maximum number of cached results; clients may request any combination of toolsets. */
    private static final int MAX_RESULTS = 256;

    private final Cache<Key, byte[]> encoded =
            Caffeine.newBuilder().maximumSize(MAX_RESULTS).build();
    private final Methods methods;
    private final Function<MethodResult, byte[]> encode;

    PreparedResults(Methods methods, Function<MethodResult, byte[]> encode) {
        this.methods = methods;
        this.encode = encode;
        methods.prepared().keySet().forEach(method -> bytes(method, methods.configured()));
    }

    private record Key(String method, Selection selection) {}

    /** Returns the encoded result of a method; null if it is not prepared. */
    byte @Nullable [] bytes(String method, Selection selection) {
        var result = methods.prepared().get(method);
        return result == null
                ? null
                : encoded.get(new Key(method, selection), key -> encode.apply(result.apply(key.selection())));
    }
}
