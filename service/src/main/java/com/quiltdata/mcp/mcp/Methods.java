package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The methods that all eras share.
 *
 * @param fixed results that are the same for everyone until the next release, by method
 * @param live methods that do something for a caller, by name
 * @param about what the server says of itself
 */
public record Methods(Map<String, Answer> fixed, Map<String, Method> live, About about) {
    public Methods {
        fixed = Map.copyOf(fixed);
        live = Map.copyOf(live);
    }

    /** What the server says of itself: {@code Implementation}, {@code ServerCapabilities} and the instructions. */
    public record About(ObjectNode serverInfo, ObjectNode capabilities, String instructions) {}
}
