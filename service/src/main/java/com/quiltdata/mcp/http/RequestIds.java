package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.catalog.RequestId;
import com.quiltdata.mcp.context.ClientInfo;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id: the client's {@code X-Request-Id} where it is a sane one, or a new one. The reply has it, and
 * all that is done meanwhile can ask for it. The load balancer's own id is bound with it where there is one, and so is the client.
 */
public final class RequestIds implements Filter {
    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The id of the request that is being served. */
    static String current() {
        return RequestId.CURRENT.orElse("-");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
            var given = answer.getHeader(HEADER);
            var id = given == null ? id(asked.getHeader(HEADER)) : given;
            answer.setHeader(HEADER, id);
            try {
                RequestId.of(id, RequestId.root(asked.getHeader(RequestId.BALANCER)))
                        .where(ClientInfo.CURRENT, client(asked))
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
    }

    /** The id of a request whose client gave this one. */
    static String id(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    /** The client, which the request keeps for its access line. */
    private static ClientInfo client(HttpServletRequest asked) {
        var client = ClientInfo.of(
                asked.getAttribute(ClientAddress.ATTRIBUTE) instanceof ClientAddress address
                        ? address.text()
                        : asked.getRemoteAddr(),
                new ClientInfo.Headers(
                        asked.getHeader("User-Agent"),
                        asked.getHeader("traceparent"),
                        asked.getHeader("Authorization")));
        asked.setAttribute(ClientInfo.ATTRIBUTE, client);
        return client;
    }
}
