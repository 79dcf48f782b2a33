package com.quiltdata.sandbox.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of {@code WITH (format = 'PARQUET', …)}. */
final class StatementProperties {
    private StatementProperties() {}

    /** Reads the properties with a single value between the parentheses that begin at a position. */
    static Map<String, String> parse(SqlText text, int position) {
        var properties = new LinkedHashMap<String, String>();
        int end = text.afterParenthesis(position);
        for (int i = position + 1; i + 2 < end; i++) {
            if (text.tokens().get(i).isName() && text.isAt(i + 1, "=")) {
                properties.put(
                        text.tokens().get(i).name(), text.tokens().get(i + 2).value());
            }
        }
        return properties;
    }
}
