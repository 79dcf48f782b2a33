package com.quiltdata.mcp.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.tool.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bytes of results that are prepared once: of each fixed method, and of {@code tools/list} per selection. */
final class Ready {
    /** Clients may ask for any combination of toolsets; beyond these the least used list is made anew. */
    private static final int MOST_SELECTIONS = 64;

    private final Map<String, byte[]> fixed = new HashMap<>();
    private final Cache<Selection, byte[]> lists =
            Caffeine.newBuilder().maximumSize(MOST_SELECTIONS).build();
    private final Function<Selection, byte[]> list;

    Ready(Methods methods, Function<Answer, byte[]> encode) {
        methods.fixed().forEach((name, answer) -> fixed.put(name, encode.apply(answer)));
        list = selection -> encode.apply(methods.tools().list().apply(selection));
        lists.put(methods.tools().configured(), list.apply(methods.tools().configured()));
    }

    /** The bytes of the method's result; null when it is not one of these methods. */
    byte @Nullable [] bytes(String method, Selection selection) {
        return method.equals(Methods.TOOLS_LIST) ? lists.get(selection, list) : fixed.get(method);
    }
}
