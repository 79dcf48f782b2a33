package com.quiltdata.mcp.http;

import com.google.common.base.CharMatcher;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path of the MCP endpoint: {@code /mcp}, {@code /mcp/readonly}, {@code /mcp/x/{toolsets}} or {@code
 * /mcp/x/{toolsets}/readonly}, with or without a slash at the end.
 *
 * @param toolsets the comma-separated toolsets that it names, existing or not; empty if it names none
 */
record EndpointPath(String toolsets, boolean readOnly) {
    /** The paths as Jersey matches them. */
    static final String TEMPLATE = Routes.MCP + "{choice: (/x/[^/]+)?(/readonly)?}";

    /** The paths for people. */
    static final String FORMS = "/mcp, /mcp/readonly, /mcp/x/{toolsets} or /mcp/x/{toolsets}/readonly";

    private static final Pattern FORM = Pattern.compile("/?" + Routes.MCP + "(?:/x/([^/;]+))?(/readonly)?/?");
    private static final Pattern COMMA = Pattern.compile("%2C", Pattern.CASE_INSENSITIVE);

    /** Parses a raw path; empty if it is none of the endpoint's. */
    static Optional<EndpointPath> parse(String rawPath) {
        var match = FORM.matcher(rawPath);
        if (!match.matches()) {
            return Optional.empty();
        }
        var named = match.group(1) != null;
        var toolsets = named ? COMMA.matcher(match.group(1)).replaceAll(",") : "";
        return Optional.of(new EndpointPath(toolsets, match.group(2) != null))
                .filter(_ -> !named || !CharMatcher.is(',').matchesAllOf(toolsets));
    }
}
