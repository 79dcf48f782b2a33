package com.quiltdata.mcp.catalog.docs;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page of the documentation; its title {@code name} and its {@code text} are null until it is read.
 *
 * @param modified its last change, as the sitemap writes it
 * @param versioned whether it belongs to an earlier version of the documentation
 */
record DocsPage(
        URI uri,
        @Nullable String modified,
        boolean versioned,
        @Nullable String name,
        @Nullable String text) {
    static DocsPage unread(URI uri, @Nullable String modified, boolean versioned) {
        return new DocsPage(uri, modified, versioned, null, null);
    }

    DocsPage read(String title, String words) {
        return new DocsPage(uri, modified, versioned, title.isEmpty() ? null : title, words);
    }

    String words() {
        return path().replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** Returns its title, or the last words of its URL until it is read. */
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
