package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resources, for clients that have tools only. */
final class GetResource implements Tool<GetResource.Input, GetResource.Output> {
    record Input(
            @Doc("URI of the resource; absent to list which there are") @Nullable
            String uri) {}

    record Output(
            @Doc("The URI") String uri,
            @Doc("The resource's name") String resourceName,
            @Doc("The content") Object data,
            @Doc("When it was read") Instant timestamp,
            @Doc("Media type") String mimeType) {}

    record Listing(List<ResourceDirectory.Entry> resources, int count) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "get_resource",
            "Read a resource",
            Effect.READ,
            "Reads one of this server's resources by URI, such as auth://status (who you are) or auth://catalog/info (which "
                    + "catalog this is). Without a URI it lists which resources there are and what each tells.",
            Input.class,
            Output.class);

    private final ResourceDirectory resources;

    GetResource(ResourceDirectory resources) {
        this.resources = resources;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var uri = in.uri();
        if (uri == null || uri.isBlank()) {
            var entries = resources.entries();
            var listing = new Listing(entries, entries.size());
            return new Output(
                    "discovery://resources", "Available Resources", listing, Instant.now(), "application/json");
        }
        var content = resources.read(uri.strip(), call).orElseThrow(() -> unknown(uri));
        var entry = content.entry();
        return new Output(entry.uri(), entry.name(), content.data(), Instant.now(), entry.mimeType());
    }

    private Failure unknown(String uri) {
        return new Failure.NotFound("There is no resource %s; there are %s."
                .formatted(
                        uri.length() > 100 ? uri.substring(0, 100) + "…" : uri,
                        resources.entries().stream()
                                .map(ResourceDirectory.Entry::uri)
                                .collect(Collectors.joining(", "))));
    }
}
