package com.quiltdata.mcp.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** The page in one state of the server, plain and compressed. */
public final class RenderedPage {
    private final PageState state;
    private final byte[] html;
    private final byte[] gzip;

    private RenderedPage(PageState state, byte[] html, byte[] gzip) {
        this.state = state;
        this.html = html;
        this.gzip = gzip;
    }

    static RenderedPage of(PageState state, String text) {
        var html = text.getBytes(StandardCharsets.UTF_8);
        var compressed = new ByteArrayOutputStream(html.length / 4);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory can always be written to
        }
        return new RenderedPage(state, html, compressed.toByteArray());
    }

    PageState state() {
        return state;
    }

    /** Returns the bytes to send, compressed or not. */
    public ByteBuffer bytes(boolean compressed) {
        return ByteBuffer.wrap(compressed ? gzip : html).asReadOnlyBuffer();
    }
}
