package com.quiltdata.mcp.mcp;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.PreparedResult;
import com.quiltdata.mcp.tool.Selection;
import java.util.Objects;

/** The encoded results of one era that change only with a release and with the tools that a connection selects. */
final class PreparedResults {
    /** Maximum size of the cached results in bytes; clients may request any combination of tools. */
    private static final int MAX_BYTES = 8 << 20;

    /** Size of a cached result's key in bytes, roughly: the names of two hundred tools, and their set. */
    private static final int KEY_BYTES = 8 << 10;

    private final Methods methods;
    private final Codec codec;
    private final ProtocolEra era;
    private final LoadingCache<Key, PreparedResult> results;

    PreparedResults(Methods methods, Codec codec, ProtocolEra era) {
        this.methods = methods;
        this.codec = codec;
        this.era = era;
        this.results = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((Key _, PreparedResult result) -> KEY_BYTES + result.bytes())
                .build(this::encode);
    }

    /** Encodes the results for the operator's selection; others are encoded when they are first requested. */
    void prepare() {
        for (var method : methods.prepared().keySet()) {
            var _ = get(method, methods.configured(), true);
        }
    }

    private record Key(String method, Selection selection, boolean icons) {}

    boolean has(String method) {
        return methods.prepared().containsKey(method);
    }

    PreparedResult get(String method, Selection selection, boolean icons) {
        return results.get(new Key(method, selection, icons));
    }

    private PreparedResult encode(Key key) {
        var method = Objects.requireNonNull(methods.prepared().get(key.method()));
        var result = method.apply(key.selection());
        return new PreparedResult(codec.bytes(era.frame(key.icons() ? result : ToolMethods.withoutIcons(result))));
    }
}
