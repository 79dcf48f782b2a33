package com.quiltdata.mcp.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.tool.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Encoded results that are prepared once: those of fixed methods, and {@code tools/list} per selection. */
final class PreparedResults {
    /** Maximum number of cached tool lists; clients may request any combination of toolsets. */
    private static final int MOST_SELECTIONS = 64;

    private final Map<String, byte[]> fixed = new HashMap<>();
    private final Cache<Selection, byte[]> lists =
            Caffeine.newBuilder().maximumSize(MOST_SELECTIONS).build();
    private final Function<Selection, byte[]> list;

    PreparedResults(Methods methods, Function<MethodResult, byte[]> encode) {
        methods.fixed().forEach((name, answer) -> fixed.put(name, encode.apply(answer)));
        list = selection -> encode.apply(methods.tools().list().apply(selection));
        lists.put(methods.tools().configured(), list.apply(methods.tools().configured()));
    }

    /** Returns the encoded result of a method; null if it is not prepared. */
    byte @Nullable [] bytes(String method, Selection selection) {
        return method.equals(Methods.TOOLS_LIST) ? lists.get(selection, list) : fixed.get(method);
    }
}
