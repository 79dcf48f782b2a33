package com.quiltdata.mcp.logs;

import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.TokenForms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A completed request as request logs of any type may see it: no query, no path that this server does not have, no
 * cookies, and values only of headers that carry no secret. Its attributes are the fields of the access line.
 */
final class BlankedRequest extends Request.AttributesWrapper {
    private static final String BLANK = "***";

    /** Headers of requests and responses whose values are shown, except for what has the form of a token. */
    private static final Set<String> SHOWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        SHOWN.addAll(Set.of("""
                Accept Accept-Encoding Accept-Language Allow Cache-Control Connection Content-Encoding Content-Length \
                Content-Type Date Host MCP-Protocol-Version Origin Retry-After Transfer-Encoding Vary X-Forwarded-For \
                X-Forwarded-Port X-Forwarded-Proto""".split(" ")));
    }

    private final Map<String, Object> fields;
    private final HttpURI uri;
    private final HttpFields headers;

    /** @param fields the fields of the request's access line */
    BlankedRequest(Request request, Map<String, Object> fields) {
        super(request, attributes(fields));
        this.fields = fields;
        this.uri = uri(request.getHttpURI(), text("path"));
        this.headers = blanked(request.getHeaders());
    }

    private static Attributes attributes(Map<String, Object> fields) {
        var attributes = new Attributes.Mapped();
        fields.forEach(attributes::setAttribute);
        attributes.setAttribute(Request.COOKIE_ATTRIBUTE, List.of());
        return attributes;
    }

    private static HttpURI uri(HttpURI uri, String path) {
        return HttpURI.from(uri.getScheme(), uri.getHost(), uri.getPort(), path.startsWith("/") ? path : "/" + path);
    }

    private String text(String field) {
        return String.valueOf(fields.get(field));
    }

    private HttpFields blanked(HttpFields all) {
        var authorization = getWrapped().getHeaders().get(HttpHeader.AUTHORIZATION);
        var blanked = HttpFields.build();
        for (var header : all) {
            if (header.getHeader() != HttpHeader.COOKIE) {
                blanked.add(header.getName(), value(header, authorization));
            }
        }
        return blanked.asImmutable();
    }

    private String value(HttpField header, @Nullable String authorization) {
        var name = header.getName();
        if (name.equalsIgnoreCase("X-Request-Id")) {
            return text("request");
        }
        if (name.equalsIgnoreCase("User-Agent")) {
            return text("user_agent");
        }
        if (!SHOWN.contains(name) || header.getValue() == null) {
            return BLANK;
        }
        return ClientInfo.redacted(TokenForms.redact(header.getValue()), authorization);
    }

    @Override
    public String getMethod() {
        return text("method");
    }

    @Override
    public HttpURI getHttpURI() {
        return uri;
    }

    @Override
    public HttpFields getHeaders() {
        return headers;
    }

    /** Returns the response as request logs may see it. */
    Response response(Response response) {
        var blanked = HttpFields.build(blanked(response.getHeaders()));
        return new Response.Wrapper(this, response) {
            @Override
            public HttpFields.Mutable getHeaders() {
                return blanked;
            }
        };
    }
}
