package com.quiltdata.mcp.catalog.docs;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page of the documentation.
 *
 * @param modified when it last changed, as the sitemap has it
 * @param versioned whether it is of an earlier version
 * @param name its title; null while it was not read
 * @param text its words; null while it was not read
 */
record Page(
        URI uri,
        @Nullable String modified,
        boolean versioned,
        @Nullable String name,
        @Nullable String text) {
    static Page unread(URI uri, @Nullable String modified, boolean versioned) {
        return new Page(uri, modified, versioned, null, null);
    }

    Page read(String title, String words) {
        return new Page(uri, modified, versioned, title.isEmpty() ? null : title, words);
    }

    /** The words of its address. */
    String words() {
        return path().replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** As it calls itself, or the last words of its address. */
    String title() {
        if (name != null) {
            return name;
        }
        var last = path().replaceFirst("/+$", "").replaceFirst(".*/", "");
        var words = last.replaceAll("[^\\p{L}\\p{N}.]+", " ").strip();
        return words.isEmpty() ? uri.getHost() : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String path() {
        return uri.getPath() == null ? "" : uri.getPath();
    }
}
