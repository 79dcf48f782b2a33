package com.quiltdata.mcp.catalog.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a JSON document, the same one each time, so that it need not be held in memory. */
@FunctionalInterface
public interface JsonBody {
    void write(JsonGenerator json) throws IOException;
}
