package com.quiltdata.mcp.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Filter that responds 404 for a disabled feature and says how to enable it. */
public final class DisabledFeatureFilter extends HttpFilter {
    private final String sentence;

    public DisabledFeatureFilter(String sentence) {
        this.sentence = sentence;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
