package com.quiltdata.mcp.http;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path of the MCP endpoint: {@code /mcp}, {@code /mcp/readonly}, {@code /mcp/x/{toolsets}} or {@code
 * /mcp/x/{toolsets}/readonly}, with or without a slash at the end.
 *
 * @param toolsets the comma-separated toolsets that it names, existing or not, each once; empty if it names none
 */
record EndpointPath(String toolsets, boolean readOnly) {
    /** The paths as Jersey matches them. */
    static final String TEMPLATE = Routes.MCP + "{choice: (/x/[^/]+)?(/readonly)?}";

    /** The paths for people. */
    static final String FORMS = "/mcp, /mcp/readonly, /mcp/x/{toolsets} or /mcp/x/{toolsets}/readonly";

    /** The path that names nothing, of most requests. */
    private static final Optional<EndpointPath> PLAIN = Optional.of(new EndpointPath("", false));

    private static final Pattern FORM = Pattern.compile("/?" + Routes.MCP + "(?:/x/([^/;]+))?(/readonly)?/?");
    private static final Pattern COMMA = Pattern.compile("%2C", Pattern.CASE_INSENSITIVE);

    /** Parses a raw path; empty if it is none of the endpoint's. */
    static Optional<EndpointPath> parse(String rawPath) {
        if (rawPath.equals(Routes.MCP)) {
            return PLAIN;
        }
        var match = FORM.matcher(rawPath);
        if (!match.matches()) {
            return Optional.empty();
        }
        var named = match.group(1);
        var toolsets = named == null ? "" : COMMA.matcher(named).replaceAll(",");
        return Optional.of(new EndpointPath(toolsets, match.group(2) != null))
                .filter(_ -> named == null || isSet(toolsets));
    }

    /** Returns whether a list has no empty name and none twice: every path that exists is short. */
    private static boolean isSet(String toolsets) {
        var seen = new HashSet<String>();
        return Splitter.on(',')
                .splitToStream(Ascii.toLowerCase(toolsets))
                .allMatch(name -> !name.isEmpty() && seen.add(name));
    }
}
