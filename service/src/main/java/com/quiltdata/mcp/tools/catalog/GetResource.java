package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads resources, for clients that support tools only. */
record GetResource(ResourceDirectory directory) implements Tool<GetResource.Input, GetResource.Output> {
    record Input(
            @Doc("URI of the resource, like \"auth://status\". Default: list all resources") @Nullable
            String uri) {}

    record Output(
            @Doc("URI of the resource") String uri,
            @Doc("Name of the resource") String resourceName,

            @Doc("Content: JSON, text, or an object with `base64`")
            Object data,

            @Doc("When the resource was read") Instant timestamp,
            @Doc("Media type") String mimeType,
            @Doc("Whether data is incomplete") boolean truncated,

            @Doc("How to get the rest of the content") @Nullable
            String note,

            @Doc("Source of this result") @Hidden Body body)
            implements Truncatable<Output> {
        private static final String PIECES = "The content is truncated; read the object in parts with object_read, "
                + "by its s3_uri or the physical_key that package_browse returns.";
        private static final String BROWSE =
                "The list is truncated; package_browse returns the rest, by `path` or `offset`.";

        @Override
        public int parts() {
            return switch (body) {
                case Body.Text(var text) -> text.length();
                case Body.Blob(var bytes) -> bytes.length;
                case Body.Json(Truncatable<?> page) -> page.parts();
                case Body.Json _ -> 0;
            };
        }

        @Override
        public Output first(int parts) {
            return switch (body) {
                case Body.Text(var text) -> with(new Body.Text(beginning(text, parts)), PIECES);
                case Body.Blob(var bytes) -> with(new Body.Blob(Arrays.copyOf(bytes, parts)), PIECES);
                case Body.Json(Truncatable<?> page) -> with(new Body.Json(page.first(parts)), BROWSE);
                case Body.Json _ -> this;
            };
        }

        @Override
        public @Nullable Output withoutMetadata() {
            if (!(body instanceof Body.Json(Truncatable<?> page))) {
                return null;
            }
            var reduced = page.withoutMetadata();
            return reduced == null ? null : with(new Body.Json(reduced), BROWSE);
        }

        private Output with(Body part, String sentence) {
            return new Output(uri, resourceName, GetResource.data(part), timestamp, mimeType, true, sentence, part);
        }

        private static String beginning(String text, int length) {
            var end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
            return text.substring(0, end);
        }
    }

    record ResourceList(
            List<ResourceDirectory.Entry> resources, List<ResourceDirectory.TemplateEntry> templates, int count) {}

    record Base64Content(String base64, int bytes) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "get_resource",
                    "Read a resource",
                    Effect.READ,
                    "Returns a resource of this server by URI: auth://status (the user's name, role and other roles), "
                            + "auth://catalog/info (the catalog), s3://bucket/key (an object) or a quilt+s3:// URI (a "
                            + "package, folder or file). Without a URI it lists resources and templates. Use it to find out "
                            + "who the user is, or if your client reads no resources.",
                    Input.class,
                    Output.class)
            .reading();

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var here = directory.where(call.tools());
        var uri = in.uri();
        if (uri == null || uri.isBlank()) {
            var entries = entries(here).toList();
            var listing = new ResourceList(entries, here.templates(), entries.size());
            return output("discovery://resources", "Available Resources", "application/json", new Body.Json(listing));
        }
        var content = here.read(uri.strip(), call).orElseThrow(() -> unknown(here, uri));
        return output(content.uri(), content.name(), content.mimeType(), content.body());
    }

    private static Output output(String uri, String name, String mimeType, Body body) {
        return new Output(uri, name, data(body), Instant.now(), mimeType, false, null, body);
    }

    private static Object data(Body body) {
        return switch (body) {
            case Body.Json(var data) -> data;
            case Body.Text(var text) -> text;
            case Body.Blob(var bytes) -> new Base64Content(Base64.getEncoder().encodeToString(bytes), bytes.length);
        };
    }

    /** Returns the resources for models, which are all but the pages for hosts. */
    private static Stream<ResourceDirectory.Entry> entries(ResourceDirectory directory) {
        return directory.entries().stream().filter(entry -> !entry.mimeType().equals(AppView.MEDIA_TYPE));
    }

    private static Failure unknown(ResourceDirectory directory, String uri) {
        var known = Stream.concat(
                entries(directory).map(ResourceDirectory.Entry::uri),
                directory.templates().stream().map(ResourceDirectory.TemplateEntry::uriTemplate));
        return new Failure.NotFound("There is no resource %s; available: %s."
                .formatted(
                        uri.length() > 100 ? uri.substring(0, 100) + "…" : uri,
                        known.collect(Collectors.joining(", "))));
    }
}
