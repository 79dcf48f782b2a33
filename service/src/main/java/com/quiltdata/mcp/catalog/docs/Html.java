package com.quiltdata.mcp.catalog.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

/** What a page of the documentation says, without what stands around it on every page. */
record Html(String title, String text) {
    private static final Block TITLE = Block.of("title");
    private static final Block MAIN = Block.of("main");
    private static final List<Block> AROUND = List.of(
            Block.of("nav"),
            Block.of("aside"),
            Block.of("footer"),
            Block.of("script"),
            Block.of("style"),
            Block.of("svg"));

    /** The tags around something. Each is looked for once from left to right, whatever the page. */
    private record Block(Pattern open, Pattern close) {
        static Block of(String tag) {
            return new Block(Pattern.compile("(?i)<" + tag + "\\b[^<>]*>"), Pattern.compile("(?i)</" + tag + "\\s*>"));
        }

        /** What stands in the first of them; all when there is none. */
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

    static Html of(byte[] page) {
        var html = new String(page, StandardCharsets.UTF_8);
        var text = MAIN.in(html, html);
        for (var block : AROUND) {
            text = block.removedFrom(text);
        }
        return new Html(words(TITLE.in(html, ""), DocsLimits.TITLE), words(text, DocsLimits.TEXT));
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
