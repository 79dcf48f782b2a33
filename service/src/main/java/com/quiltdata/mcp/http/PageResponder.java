package com.quiltdata.mcp.http;

import com.google.common.base.Ascii;
import com.google.common.base.Suppliers;
import com.quiltdata.mcp.html.PageSecurity;
import com.quiltdata.mcp.page.FrontPage;
import com.quiltdata.mcp.page.PageState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the page at {@code /} to browsers. The first request starts the rendering, on a thread of its own. */
public final class PageResponder {
    /** The header by which the page and the JSON at {@code /} differ. */
    static final HttpField VARY = new HttpField(HttpHeader.VARY, HttpHeader.ACCEPT.asString());

    private static final HttpField VARY_PAGE = new HttpField(HttpHeader.VARY, "Accept, Accept-Encoding");
    private static final int MAX_HEADER_LENGTH = 1000;
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    private final Supplier<CompletableFuture<FrontPage>> page;

    /** Creates a responder; {@code page} is called once, when the page is first asked for, because it takes long. */
    public PageResponder(Supplier<FrontPage> page) {
        this.page = Suppliers.memoize(() -> CompletableFuture.supplyAsync(
                page, task -> Thread.ofVirtual().name("page").start(task)));
    }

    /**
     * Returns whether a request is a browser's: its {@code Accept} names {@code text/html}, with a higher weight than
     * {@code application/json} if it names that too. Ranges such as {@code *}{@code /*} name neither.
     */
    static boolean isBrowser(HttpFields headers) {
        // Sorted by weight, without those of weight 0; of equal weights, JSON comes first.
        return ranges(headers, HttpHeader.ACCEPT, range -> type(range).equals(JSON) ? 1 : 0).stream()
                .map(PageResponder::type)
                .filter(type -> type.equals(HTML) || type.equals(JSON))
                .findFirst()
                .filter(HTML::equals)
                .isPresent();
    }

    /**
     * Returns the values of a header in lower case, by weight; none if it is longer than a browser's, so that sorting
     * is cheap, or malformed, because no header makes a health path fail.
     */
    private static List<String> ranges(HttpFields headers, HttpHeader header, ToIntFunction<String> ofEqualWeight) {
        var text = Ascii.toLowerCase(String.join(",", headers.getValuesList(header)));
        if (text.length() > MAX_HEADER_LENGTH) {
            return List.of();
        }
        var ranges = new QuotedQualityCSV(ofEqualWeight);
        try {
            ranges.addValue(text);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return List.of();
        }
        return ranges.getValues();
    }

    private static String type(String range) {
        var end = range.indexOf(';');
        return end < 0 ? range : range.substring(0, end).strip();
    }

    /** Responds at once, or as soon as the page is rendered; never blocks. */
    void respond(Request request, Response response, Callback callback, PageState state) {
        var compressed =
                ranges(request.getHeaders(), HttpHeader.ACCEPT_ENCODING, _ -> 0).contains("gzip");
        var _ = page.get().thenApply(ready -> ready.in(state).bytes(compressed)).whenComplete((bytes, failure) -> {
            if (failure == null) {
                write(response, callback, state, compressed, bytes);
            } else {
                Response.writeError(request, response, callback, failure);
            }
        });
    }

    private static void write(
            Response response, Callback callback, PageState state, boolean compressed, ByteBuffer bytes) {
        response.setStatus(state.serving() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        // A page is large: nobody may ask for thousands on one connection.
        headers.put(HttpHeader.CONNECTION, "close");
        headers.put(VARY_PAGE);
        PageSecurity.headers(FrontPage.POLICY, "no-referrer").forEach(headers::put);
        if (compressed) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
        response.write(true, bytes, callback);
    }
}
