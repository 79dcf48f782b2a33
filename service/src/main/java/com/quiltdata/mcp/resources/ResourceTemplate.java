package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.TemplateEntry;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A resource template: resources whose URIs match one pattern.
 *
 * @param entry the entry of {@code resources/templates/list}
 * @param completer suggests values for the template's variables
 */
public record ResourceTemplate(TemplateEntry entry, Reader reader, Completer completer) {
    /** Returns whether the URI template has this variable. */
    boolean hasVariable(String name) {
        var expression = "\\{[^}]*\\b" + Pattern.quote(name) + "\\b[^}]*}";
        return Pattern.compile(expression).matcher(entry.uriTemplate()).find();
    }

    /** Reads the resources of a template. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads the resource at a URI with the caller's rights; empty when the URI does not belong to the template.
         *
         * @throws com.quiltdata.mcp.catalog.Failure when the URI belongs to the template but cannot be read
         */
        Optional<TemplateMatch> read(String uri, Call call);
    }

    /** The content at a URI of a template. */
    public record TemplateMatch(String name, String mimeType, Body body) {}
}
