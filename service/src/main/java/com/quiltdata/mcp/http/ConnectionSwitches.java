package com.quiltdata.mcp.http;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.SelectionRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The switches by which a connection chooses its tools: path, headers and query. An unknown header or query
 * parameter is refused: a mistyped switch that was ignored would leave the connection without it.
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
        request.getHeaders().keySet().forEach(ConnectionSwitches::checkHeader);
        var query = request.getUriInfo().getQueryParameters();
        query.keySet().forEach(ConnectionSwitches::checkParameter);
        var parameter = query.getOrDefault("readonly", List.of());
        return new SelectionRequest(
                Stream.of(path.toolsets(), header(TOOLSETS), joined(query.getOrDefault("toolsets", List.of())))
                        .filter(names -> !names.isBlank())
                        .toList(),
                header(TOOLS),
                header(EXCLUDED),
                path.readOnly() | isOn(READ_ONLY, lines(READ_ONLY)) | isOn("readonly", parameter));
    }

    private List<String> lines(String header) {
        return request.getHeaders().getOrDefault(header, List.of());
    }

    private String header(String name) {
        return joined(lines(name));
    }

    /** Returns the lines as one list (RFC 9110 §5.3). */
    private static String joined(Collection<String> lines) {
        return String.join(",", lines);
    }

    private static boolean isOn(String name, List<String> lines) {
        var values = lines.stream()
                .flatMap(Splitter.on(',').trimResults()::splitToStream)
                .map(Ascii::toLowerCase)
                .toList();
        if (!values.stream().allMatch(value -> YES.contains(value) || NO.contains(value))) {
            throw ErrorResponses.exception(400, name + " must be true or false.");
        }
        return values.stream().anyMatch(YES::contains);
    }

    private static void checkHeader(String name) {
        var switched = name.replace('_', '-').regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        if (switched && HEADERS.stream().noneMatch(name::equalsIgnoreCase)) {
            throw unknown("header", name, HEADERS);
        }
    }

    private static void checkParameter(String name) {
        if (!PARAMETERS.contains(name)) {
            throw unknown("query parameter", name, PARAMETERS);
        }
    }

    private static WebApplicationException unknown(String kind, String name, List<String> known) {
        var shown = WellFormedText.shown(WellFormedText.wellFormed(name)).replaceAll("\\p{Cc}", "?");
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
        return Ascii.toLowerCase(name).replaceFirst("^x[-_]mcp[-_]", "");
    }
}
