package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.RequestId;
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
 * Filter that sets the id of each request: the client's {@code X-Request-Id} if valid, else a new one. The response
 * carries the id, and code that runs for the request can read it. The load balancer's trace id, if there is one, and
 * the client are bound with it.
 */
public final class RequestIdFilter implements Filter {
    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Returns the id of the current request. */
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

    /** Returns the client's id if it is valid, else a new one. */
    static String id(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    /** Returns the client, and stores it in the request for the access log. */
    private static ClientInfo client(HttpServletRequest asked) {
        var client = ClientInfo.of(
                asked.getAttribute(ClientAddress.ATTRIBUTE) instanceof ClientAddress address
                        ? address.text()
                        : asked.getRemoteAddr(),
                asked::getHeader);
        asked.setAttribute(ClientInfo.ATTRIBUTE, client);
        return client;
    }
}
