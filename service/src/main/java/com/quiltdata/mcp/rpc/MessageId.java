package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.quiltdata.mcp.json.Characters;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The rule for ids of JSON-RPC requests: an integer, or a string that every client can read. */
public final class MessageId {
    /** Maximum length of an id that is a string, in characters. */
    static final int MAX_LENGTH = 1_024;

    private static final double LARGEST_EXACT = 1L << 53;

    private MessageId() {}

    /**
     * An id as it is to be sent back: {@code 1.0}, an integer to clients that know no others, keeps its fraction. Null for
     * what is no id.
     */
    public static @Nullable JsonNode echoed(JsonNode id) {
        if (id.isTextual()) {
            var text = id.textValue();
            return text.length() <= MAX_LENGTH && Characters.firstBad(id) == null ? id : null;
        } else if (id.isFloatingPointNumber()) {
            var number = id.doubleValue();
            return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT
                    ? DecimalNode.valueOf(new BigDecimal(number).setScale(1))
                    : null;
        }
        return id.isIntegralNumber() ? id : null;
    }
}
