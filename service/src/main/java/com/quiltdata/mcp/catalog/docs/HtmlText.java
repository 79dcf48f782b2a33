package com.quiltdata.mcp.catalog.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

/** The title and the text of a documentation page, without the navigation that every page repeats. */
record HtmlText(String title, String text) {
    private static final HtmlElement TITLE = HtmlElement.of("title");
    private static final HtmlElement MAIN = HtmlElement.of("main");
    private static final List<HtmlElement> AROUND = List.of(
            HtmlElement.of("nav"),
            HtmlElement.of("aside"),
            HtmlElement.of("footer"),
            HtmlElement.of("script"),
            HtmlElement.of("style"),
            HtmlElement.of("svg"));

    /** The opening and closing tag of an element. Each is searched once from left to right, for any page. */
    private record HtmlElement(Pattern open, Pattern close) {
        static HtmlElement of(String tag) {
            return new HtmlElement(
                    Pattern.compile("(?i)<" + tag + "\\b[^<>]*>"), Pattern.compile("(?i)</" + tag + "\\s*>"));
        }

        /** Returns the content of the first element, or {@code otherwise} when there is none. */
        String in(String html, String otherwise) {
            var start = open.matcher(html);
            var end = close.matcher(html);
            return start.find() && end.find(start.end()) ? html.substring(start.end(), end.start()) : otherwise;
        }

        String removedFrom(String html) {
            var kept = new StringBuilder();
            var start = open.matcher(html);
            var end = close.matcher(html);
            var at = 0;
            while (start.find(at)) {
                kept.append(html, at, start.start()).append(' ');
                if (!end.find(start.end())) {
                    return kept.toString();
                }
                at = end.end();
            }
            return kept.append(html, at, html.length()).toString();
        }
    }

    static HtmlText of(byte[] page) {
        var html = new String(page, StandardCharsets.UTF_8);
        var text = MAIN.in(html, html);
        for (var block : AROUND) {
            text = block.removedFrom(text);
        }
        return new HtmlText(words(TITLE.in(html, ""), DocsLimits.TITLE), words(text, DocsLimits.TEXT));
    }

    private static String words(String html, int most) {
        try (var stripped = new HTMLStripCharFilter(new StringReader(html))) {
            var text = new char[most];
            var length = 0;
            for (int more = 0; more >= 0 && length < most; length += Math.max(0, more)) {
                more = stripped.read(text, length, most - length);
            }
            return new String(text, 0, length)
                    .replaceAll("[\\s\\p{Cntrl}\\p{Z}]+", " ")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
