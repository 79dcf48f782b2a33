package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.quiltdata.mcp.json.WellFormedText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Validates ids of JSON-RPC requests: an integer, or a string that every client can read. */
public final class MessageId {
    static final int MAX_LENGTH = 1_024;

    private static final double LARGEST_EXACT = 1L << 53;

    private MessageId() {}

    /** Returns the id to send back, or null if invalid; {@code 1.0} of clients without integers keeps its fraction. */
    public static @Nullable JsonNode echoed(JsonNode id) {
        if (id.isTextual()) {
            var text = id.textValue();
            return text.length() <= MAX_LENGTH && WellFormedText.firstBad(id) == null ? id : null;
        } else if (id.isFloatingPointNumber()) {
            var number = id.doubleValue();
            return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT
                    ? DecimalNode.valueOf(new BigDecimal(number).setScale(1))
                    : null;
        }
        return id.isIntegralNumber() ? id : null;
    }
}
