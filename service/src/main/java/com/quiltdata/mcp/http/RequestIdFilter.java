package com.quiltdata.mcp.http;

import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.context.TokenForms;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Filter that sets the id of each request: the client's {@code X-Request-Id} if valid, else a new one. The response
 * carries the id, and code that runs for the request can read it. The load balancer's trace id, if there is one, and
 * the client are bound with it.
 */
public final class RequestIdFilter extends HttpFilter {
    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    static String current() {
        return RequestId.CURRENT.orElse("-");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var assigned = response.getHeader(HEADER);
        var id = assigned == null ? id(request.getHeader(HEADER)) : assigned;
        response.setHeader(HEADER, id);
        try {
            RequestId.of(id, RequestId.root(request.getHeader(RequestId.BALANCER)))
                    .where(ClientInfo.CURRENT, (ClientInfo)
                            Objects.requireNonNull(request.getAttribute(ClientInfo.ATTRIBUTE)))
                    .call(() -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    static String id(@Nullable String requested) {
        return requested != null
                        && SANE.matcher(requested).matches()
                        && TokenForms.redact(requested).equals(requested)
                ? requested
                : UUID.randomUUID().toString();
    }
}
