package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.resources.Resource;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.resources.ResourceTemplate;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import com.quiltdata.mcp.tool.ResourceDirectory.TemplateEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The resources that the suite reads, and its template. */
public final class FixtureResources {
    private static final String TEXT = "text/plain";
    private static final String WATCHED = "test://watched-resource";

    private FixtureResources() {}

    public static ResourceInventory inventory() {
        return new ResourceInventory(
                List.of(
                        fixed("test://static-text", TEXT, new Body.Text("What a static resource holds.")),
                        fixed("test://static-binary", Samples.PNG, new Body.Blob(Samples.png())),
                        fixed(WATCHED, TEXT, new Body.Text("What nobody changes."))),
                List.of(new Numbered()),
                new ResourceCache(Duration.ofMinutes(1)));
    }

    private static Resource fixed(String uri, String mimeType, Body body) {
        return new Resource() {
            @Override
            public Entry entry() {
                return new Entry(uri, uri.substring("test://".length()), uri, "A resource of the suite.", mimeType);
            }

            @Override
            public Body read(Call call) {
                return body;
            }
        };
    }

    /** {@code test://template/{id}/data}. */
    private static final class Numbered implements ResourceTemplate {
        private static final Pattern URI = Pattern.compile("test://template/([^/]+)/data");

        @Override
        public TemplateEntry descriptor() {
            return new TemplateEntry("test://template/{id}/data", "data", "Data", "The data of this id.", TEXT);
        }

        @Override
        public Optional<TemplateMatch> read(String uri, Call call) {
            return Optional.of(URI.matcher(uri))
                    .filter(matcher -> matcher.matches())
                    .map(matcher ->
                            new TemplateMatch("data", TEXT, new Body.Text("The data of " + matcher.group(1) + ".")));
        }
    }
}
