package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.regex.Pattern;

/** The ids that Athena gives to queries. */
final class ExecutionIds {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private ExecutionIds() {}

    /** Parses the argument {@code execution_id}. */
    static String parse(String text) {
        return ArgumentParser.parse("execution_id", text.strip(), id -> {
            if (!FORM.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "must be an id that a query returned, for example \"7c1f3a52-0d5e-4b8e-9d3f-2f6a1c9b8e70\".");
            }
            return id;
        });
    }
}
