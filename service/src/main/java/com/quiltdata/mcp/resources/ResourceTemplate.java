package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.TemplateEntry;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * A resource template: resources whose URIs match one pattern.
 *
 * @param entry the entry of {@code resources/templates/list}
 * @param reader reads the resource at a URI with the caller's rights, or throws {@code Failure}; empty when the URI does
 *     not belong to the template
 * @param completer suggests values for the template's variables
 */
public record ResourceTemplate(
        TemplateEntry entry, BiFunction<String, Call, Optional<TemplateMatch>> reader, Completer completer) {
    boolean hasVariable(String name) {
        var expression = "\\{[^}]*\\b" + Pattern.quote(name) + "\\b[^}]*}";
        return Pattern.compile(expression).matcher(entry.uriTemplate()).find();
    }

    /** The content at a URI of a template. */
    public record TemplateMatch(String name, String mimeType, Body body) {}
}
