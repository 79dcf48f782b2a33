package com.quiltdata.mcp.http;

import com.quiltdata.mcp.catalog.RequestId;
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
 * all that is done meanwhile can ask for it. The load balancer's own id comes along where there is one.
 */
public final class RequestIds implements Filter {
    private static final String HEADER = "X-Request-Id";
    private static final String BALANCER = "X-Amzn-Trace-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ROOT = Pattern.compile("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");
    private static final int LONGEST = 512;

    /** The id of the request that is being served. */
    static String current() {
        return RequestId.CURRENT.orElse("-");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
            var id = id(asked.getHeader(HEADER));
            answer.setHeader(HEADER, id);
            try {
                RequestId.of(id, trace(asked.getHeader(BALANCER))).call(() -> {
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

    private static String id(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    private static @Nullable String trace(@Nullable String given) {
        if (given == null || given.length() > LONGEST) {
            return null;
        }
        var root = ROOT.matcher(given);
        return root.find() ? root.group(1) : null;
    }
}
