package com.quiltdata.mcp.catalog.docs;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

/** Documentation pages: a bounded text on one line, without scripts. */
public final class HtmlFuzz {
    private static final int MAX_TEXT = 2_000;

    private HtmlFuzz() {}

    public static void check(byte[] input) {
        var page = HtmlText.of(input, MAX_TEXT);
        require(
                page.text().length() <= MAX_TEXT,
                "a text of %d characters",
                page.text().length());
        require(
                page.title().length() <= DocsLimits.MAX_TITLE,
                "a title of %d characters",
                page.title().length());
        for (var text : new String[] {page.text(), page.title()}) {
            require(text.codePoints().noneMatch(Character::isISOControl), "a control character in %s", text);
            require(text.equals(text.strip()) && !text.contains("  "), "blanks in %s", text);
        }
    }
}
