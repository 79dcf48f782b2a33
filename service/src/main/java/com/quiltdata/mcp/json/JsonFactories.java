package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

/** Builders of the factories of all parsers and writers of this package. */
final class JsonFactories {
    private static final RecyclerPool<BufferRecycler> BUFFERS = new ClearedBuffers();

    private JsonFactories() {}

    /** Returns a builder of a factory without a table of property names, which all its parsers would share. */
    static JsonFactoryBuilder builder() {
        return (JsonFactoryBuilder) JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .recyclerPool(BUFFERS);
    }
}
