package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import java.util.Optional;
import java.util.regex.Pattern;

/** A resource template: resources whose URIs match one pattern. */
public interface ResourceTemplate {
    /** Returns the entry of {@code resources/templates/list}. */
    ResourceDirectory.TemplateEntry descriptor();

    /**
     * Reads the resource at a URI with the caller's rights; empty when the URI does not belong to this template.
     *
     * @throws com.quiltdata.mcp.catalog.Failure when the URI belongs to this template but cannot be read
     */
    Optional<TemplateMatch> read(String uri, Call call);

    /** Suggests values for a variable; none by default. */
    default Completer.Suggestions suggest(Completer.Question question, Call call) {
        return Completer.Suggestions.NONE;
    }

    /** Returns whether the URI template has this variable. */
    default boolean hasVariable(String name) {
        var expression = "\\{[^}]*\\b" + Pattern.quote(name) + "\\b[^}]*}";
        return Pattern.compile(expression).matcher(descriptor().uriTemplate()).find();
    }

    /** The content at a URI of this template. */
    record TemplateMatch(String name, String mimeType, ResourceDirectory.Body body) {}
}
