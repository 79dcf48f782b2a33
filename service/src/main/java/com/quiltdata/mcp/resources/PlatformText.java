package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page that is the same for everybody, from the class path. */
record PlatformText(Entry entry, Body.Text body) implements Resource {
    static PlatformText searchSyntax() {
        return page("search_syntax", "Search Syntax", "How to search", "What the search tools take as a query.");
    }

    static PlatformText athena() {
        return page("athena", "Athena", "How to query with SQL", "What Athena can query in a Quilt stack.");
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
                throw new IllegalStateException("no page platform/" + name + ".md");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
