package com.quiltdata.mcp.http;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.SelectionRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The switches by which a connection chooses its tools: path, headers and query. An unknown header or query
 * parameter and an empty list are refused, because to ignore a mistyped one or an unset variable would leave the
 * connection unrestricted.
 */
final class ConnectionSwitches {
    private static final String PREFIX = "X-MCP-";
    private static final String TOOLSETS = PREFIX + "Toolsets";
    private static final String TOOLS = PREFIX + "Tools";
    private static final String EXCLUDED = PREFIX + "Exclude-Tools";
    private static final String READ_ONLY = PREFIX + "Readonly";

    /** All headers that begin with {@link #PREFIX}. */
    static final List<String> HEADERS = List.of(TOOLSETS, TOOLS, EXCLUDED, READ_ONLY, BucketSwitch.HEADER);

    /** All query parameters of the MCP endpoint. */
    private static final List<String> PARAMETERS = List.of("toolsets", "readonly", BucketSwitch.PARAMETER);

    /** Headers that Kuadrant's MCP gateway adds to each request for its own routing, in lower case. */
    private static final Set<String> IGNORED_HEADERS =
            Set.of("x-mcp-method", "x-mcp-toolname", "x-mcp-servername", "x-mcp-promptname", "x-mcp-annotation-hints");

    /** Query parameters that clients add to each URL: opencode's own switch. */
    static final Set<String> IGNORED_PARAMETERS = Set.of("codemode");

    private static final Set<String> LETTERS =
            HEADERS.stream().map(NearestName::bare).collect(Collectors.toUnmodifiableSet());

    private static final int MAX_NAMES = 100;
    private static final Splitter NAMES = Splitter.on(',').trimResults().omitEmptyStrings();
    private static final Set<String> YES = Set.of("true", "1", "yes", "on", "");
    private static final Set<String> NO = Set.of("false", "0", "no", "off");

    private final ContainerRequestContext request;

    private ConnectionSwitches(ContainerRequestContext request) {
        this.request = request;
    }

    /** Parses the switches of a request; throws the response to an unknown one. */
    static SelectionRequest parse(ContainerRequestContext request) {
        return new ConnectionSwitches(request).parse();
    }

    private SelectionRequest parse() {
        var path = EndpointPath.parse(Routes.path(request))
                .orElseThrow(() -> ErrorResponses.exception(404, ErrorResponses.sentence(404)));
        for (var name : request.getHeaders().keySet()) {
            if (mayBeSwitch(name)) {
                checkHeader(name);
            }
        }
        var query = query(request);
        query.keySet().forEach(ConnectionSwitches::checkParameter);
        checkNameless(request.getUriInfo().getRequestUri().getRawQuery());
        var readOnly = path.readOnly();
        readOnly |= isOn(READ_ONLY, lines(READ_ONLY));
        readOnly |= isOn("readonly", query.getOrDefault("readonly", List.of()));
        return new SelectionRequest(
                Stream.of(
                                path.toolsets(),
                                names(TOOLSETS, lines(TOOLSETS), "packages,search"),
                                names("toolsets", query.getOrDefault("toolsets", List.of()), "packages,search"))
                        .filter(names -> !names.isBlank())
                        .toList(),
                names(TOOLS, lines(TOOLS), "package_browse,object_read"),
                names(EXCLUDED, lines(EXCLUDED), "package_delete"),
                readOnly);
    }

    /** Returns the query parameters, without parsing where there are none. */
    static Map<String, List<String>> query(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        return uri.getRequestUri().getRawQuery() == null ? Map.of() : uri.getQueryParameters();
    }

    /** Returns whether a header's name has the letters of "MCP" in this order, as each switch has, mistyped or not. */
    private static boolean mayBeSwitch(String name) {
        var found = 0;
        for (int i = 0; i < name.length() && found < 3; i++) {
            if (Ascii.toLowerCase(name.charAt(i)) == "mcp".charAt(found)) {
                found++;
            }
        }
        return found == 3;
    }

    private List<String> lines(String header) {
        return request.getHeaders().getOrDefault(header, List.of());
    }

    /** Returns the lines as one list of names (RFC 9110 §5.3), which is empty only if there is no line. */
    private static String names(String name, List<String> lines, String example) {
        if (lines.isEmpty()) {
            return "";
        }
        var list = String.join(",", lines);
        var count = NAMES.splitToStream(list).limit(MAX_NAMES + 1L).count();
        if (count == 0) {
            throw ErrorResponses.exception(
                    400, "%s is empty; send names, for example %s, or leave it out.".formatted(name, example));
        }
        if (count > MAX_NAMES) {
            throw ErrorResponses.exception(
                    400, "%s has more than %d names; send at most %d.".formatted(name, MAX_NAMES, MAX_NAMES));
        }
        return list;
    }

    private static boolean isOn(String name, List<String> lines) {
        if (lines.isEmpty()) {
            return false;
        }
        var values = switches(lines);
        if (!areSwitches(values)) {
            throw ErrorResponses.exception(400, name + " must be true or false.");
        }
        return values.stream().anyMatch(YES::contains);
    }

    /** Returns the values of a switch for reading only, in lower case. */
    static List<String> switches(List<String> lines) {
        return lines.stream()
                .flatMap(Splitter.on(',').trimResults()::splitToStream)
                .map(Ascii::toLowerCase)
                .toList();
    }

    /** Returns whether each value means on or off. */
    static boolean areSwitches(List<String> values) {
        return values.stream().allMatch(value -> YES.contains(value) || NO.contains(value));
    }

    /** Refuses unknown names with the prefix, and switches whose prefix or separators are mistyped. */
    private static void checkHeader(String name) {
        var letters = NearestName.bare(name);
        var switched = name.replace('_', '-').regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                || LETTERS.contains(letters)
                || LETTERS.contains("x" + letters);
        if (switched
                && HEADERS.stream().noneMatch(name::equalsIgnoreCase)
                && !IGNORED_HEADERS.contains(Ascii.toLowerCase(name))) {
            throw unknown("header", name, HEADERS);
        }
    }

    private static void checkParameter(String name) {
        if (!PARAMETERS.contains(name) && !IGNORED_PARAMETERS.contains(name)) {
            throw unknown("query parameter", name, PARAMETERS);
        }
    }

    /** Refuses parameters without a name, which Jersey drops. */
    private static void checkNameless(@Nullable String rawQuery) {
        if (rawQuery != null && hasNameless(rawQuery)) {
            checkParameter("");
        }
    }

    /** Returns whether a raw query has a parameter without a name. */
    static boolean hasNameless(String rawQuery) {
        return rawQuery.startsWith("=") || rawQuery.contains("&=");
    }

    private static WebApplicationException unknown(String kind, String name, List<String> known) {
        var shown = WellFormedText.shown(name);
        var bare = known.stream().map(ConnectionSwitches::bare).toList();
        var near = NearestName.of(bare(name), bare).map(bare::indexOf).map(known::get);
        return ErrorResponses.exception(
                400,
                "There is no %s '%s'.%s Use one of %s."
                        .formatted(
                                kind,
                                shown,
                                near.map(" Did you mean %s?"::formatted).orElse(""),
                                String.join(", ", known)));
    }

    /** Returns the name without the prefix, which all headers have in common. */
    private static String bare(String name) {
        return Ascii.toLowerCase(name).replaceFirst("^(x[^a-z0-9]?)?mcp[^a-z0-9]?", "");
    }
}
