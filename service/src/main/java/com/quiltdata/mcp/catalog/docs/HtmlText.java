package com.quiltdata.mcp.catalog.docs;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** The title and the text of a documentation page, without the navigation that every page repeats. */
record HtmlText(String title, String text) {
    private static final String OMITTED = "nav, aside, footer, script, style, svg";
    /** Maximum depth of nested elements, which bounds the time for a hostile page; deeper ones count as siblings. */
    private static final int MAX_DEPTH = 64;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cc}\\p{Z}]+");

    static HtmlText of(byte[] page, int maxText) {
        var parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
        var document = parser.parseInput(new String(page, StandardCharsets.UTF_8), "");
        var main = Objects.requireNonNullElse(document.selectFirst("main"), document.body());
        main.select(OMITTED).forEach(HtmlText::blank);
        main.selectNodes("::comment").forEach(HtmlText::blank);
        return new HtmlText(limited(document.title(), DocsLimits.MAX_TITLE), limited(main.text(), maxText));
    }

    /** Replaces a node by a space, which ends a word. */
    private static void blank(Node node) {
        node.replaceWith(new TextNode(" "));
    }

    private static String limited(String text, int max) {
        var words = BLANKS.matcher(text).replaceAll(" ").strip();
        return words.substring(0, Math.min(max, words.length())).strip();
    }
}
