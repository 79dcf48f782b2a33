package com.quiltdata.mcp.catalog.docs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** The title and the text of a documentation page, without the navigation that every page repeats. */
record HtmlText(String title, String text) {
    private static final HtmlElement TITLE = HtmlElement.of("title");
    private static final HtmlElement MAIN = HtmlElement.of("main");
    private static final Pattern INLINE = Pattern.compile(
            "(?i)</?(?:a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)\\b[^<>]*>");
    private static final Pattern TAG = Pattern.compile("<[!?/]?[a-zA-Z][^<>]*>");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}]+");
    private static final List<HtmlElement> AROUND = List.of(
            new HtmlElement(Pattern.compile("<!--"), Pattern.compile("-->")),
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

    /** Returns the text between tags; an inline tag does not end a word. */
    private static String words(String html, int most) {
        var bare = TAG.matcher(INLINE.matcher(html).replaceAll("")).replaceAll(" ");
        var text = BLANKS.matcher(StringEscapeUtils.unescapeHtml4(bare))
                .replaceAll(" ")
                .strip();
        return text.substring(0, Math.min(most, text.length())).strip();
    }
}
