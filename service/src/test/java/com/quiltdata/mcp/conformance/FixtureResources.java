package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.resources.Resource;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.resources.ResourceTemplate;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import com.quiltdata.mcp.tool.ResourceDirectory.TemplateEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources that the suite reads, and its template. */
public final class FixtureResources {
    private static final String TEXT = "text/plain";
    private static final Pattern URI = Pattern.compile("test://template/([^/]+)/data");
    private static final String WATCHED = "test://watched-resource";

    private FixtureResources() {}

    public static ResourceInventory inventory() {
        return new ResourceInventory(
                List.of(
                        fixed("test://static-text", TEXT, new Body.Text("What a static resource holds.")),
                        fixed("test://static-binary", Samples.PNG, new Body.Blob(Samples.png())),
                        fixed(WATCHED, TEXT, new Body.Text("What nobody changes."))),
                List.of(numbered()),
                List.of(),
                new ResourceCache(Duration.ofMinutes(1), _ -> {}),
                Long.MAX_VALUE);
    }

    private static Resource fixed(String uri, String mimeType, Body body) {
        var entry = new Entry(uri, uri.substring("test://".length()), uri, "A resource of the suite.", mimeType);
        return new Resource(entry, true, _ -> body);
    }

    /** Returns the template {@code test://template/{id}/data}. */
    private static ResourceTemplate numbered() {
        return new ResourceTemplate(
                new TemplateEntry("test://template/{id}/data", "data", "Data", "The data of this id.", TEXT),
                (uri, _) ->
                        Optional.of(URI.matcher(uri)).filter(Matcher::matches).map(FixtureResources::match),
                (_, _) -> Completer.Suggestions.NONE);
    }

    private static ResourceTemplate.TemplateMatch match(Matcher matcher) {
        var body = new Body.Text("The data of " + matcher.group(1) + ".");
        return new ResourceTemplate.TemplateMatch("data", TEXT, body);
    }
}
