package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import java.util.Optional;
import java.util.regex.Pattern;

/** A family of resources whose URIs are spelt alike. */
public interface Template {
    /** How it presents itself. */
    ResourceDirectory.TemplateEntry descriptor();

    /**
     * What stands at the URI for this caller; empty when the URI is none of this family.
     *
     * @throws com.quiltdata.mcp.tool.Failure when it is one of this family, and cannot be read
     */
    Optional<Found> read(String uri, Call call);

    /** Values for one of the variables; none unless a template knows better. */
    default Completer.Suggestions suggest(Completer.Question question, Call call) {
        return Completer.Suggestions.NONE;
    }

    /** Whether the URI template has this variable. */
    default boolean hasVariable(String name) {
        var expression = "\\{[^}]*\\b" + Pattern.quote(name) + "\\b[^}]*}";
        return Pattern.compile(expression).matcher(descriptor().uriTemplate()).find();
    }

    /** What stands at a URI of the family. */
    record Found(String name, String mimeType, ResourceDirectory.Body body) {}
}
