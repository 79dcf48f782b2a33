package com.quiltdata.mcp.catalog.graphql;

/**
 * The order of Quilt's keys, which is Python's: by code point, whereas {@link String#compareTo} compares UTF-16 units.
 */
final class CodePointOrder {
    private CodePointOrder() {}

    static int compare(String one, String other) {
        var i = 0;
        while (i < one.length() && i < other.length()) {
            var a = one.codePointAt(i);
            var b = other.codePointAt(i);
            if (a != b) {
                return Integer.compare(a, b);
            }
            i += Character.charCount(a);
        }
        return Integer.compare(one.length(), other.length());
    }
}
