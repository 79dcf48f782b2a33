package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A static page from the class path, the same for every caller. */
record PlatformText(Entry entry, Body.Text body) implements Resource {
    static PlatformText searchSyntax() {
        return page("search_syntax", "Search Syntax", "How to search", "Query syntax of the search tools.");
    }

    static PlatformText athena() {
        return page("athena", "Athena", "How to query with SQL", "The tables that Athena can query in a Quilt stack.");
    }

    private static PlatformText page(String name, String label, String title, String description) {
        var entry = new Entry("quilt-platform://" + name, label, title, description, "text/markdown");
        return new PlatformText(entry, new Body.Text(text(name)));
    }

    @Override
    public Body read(Call call) {
        return body;
    }

    private static String text(String name) {
        try (var in = PlatformText.class.getResourceAsStream("/platform/" + name + ".md")) {
            if (in == null) {
                throw new IllegalStateException("missing page platform/" + name + ".md");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
