package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resources, for clients that have tools only. */
final class GetResource implements Tool<GetResource.Input, GetResource.Output> {
    record Input(
            @Doc("URI of the resource; absent to list which there are") @Nullable
            String uri) {}

    record Output(
            @Doc("The URI") String uri,
            @Doc("The resource's name") String resourceName,

            @Doc("The content: JSON, a text, or an object with `base64`")
            Object data,

            @Doc("When it was read") Instant timestamp,
            @Doc("Media type") String mimeType,

            @Doc("Whether the content is cut short here") boolean truncated,

            @Doc("What is left out and how to get it") @Nullable
            String note)
            implements Sliceable<Output> {
        @Override
        public int parts() {
            return switch (data) {
                case String text -> text.length();
                case Sliceable<?> parts -> parts.parts();
                default -> 0;
            };
        }

        @Override
        public Output first(int parts) {
            return switch (data) {
                case String text -> first(text, parts);
                case Sliceable<?> all ->
                    cut(all.first(parts), "The list is cut short; its own note tells how to go on.");
                default -> this;
            };
        }

        private Output first(String text, int parts) {
            var end = parts > 0 && Character.isHighSurrogate(text.charAt(parts - 1)) ? parts - 1 : parts;
            var shown = text.substring(0, end);
            var next = "The first %,d of %,d characters are here; go on with bucket_object_text and `offset` %d";
            return cut(
                    shown,
                    (next + (uri.startsWith("s3:") ? "." : ", with the physical_key that package_browse tells."))
                            .formatted(end, text.length(), shown.getBytes(StandardCharsets.UTF_8).length));
        }

        /** Bytes cut short are worth nothing. */
        @Override
        public @Nullable Output lean() {
            return data instanceof Encoded(var _, var bytes)
                    ? cut(
                            new Encoded("", bytes),
                            "The content is too large to answer here; bucket_object_link gives a download link.")
                    : null;
        }

        private Output cut(Object shown, String how) {
            return new Output(uri, resourceName, shown, timestamp, mimeType, true, how);
        }
    }

    record Listing(
            List<ResourceDirectory.Entry> resources, List<ResourceDirectory.TemplateEntry> templates, int count) {}

    /** Bytes, as text. */
    record Encoded(String base64, int bytes) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "get_resource",
            "Read a resource",
            Effect.READ,
            "Reads one of this server's resources by URI: auth://status (who you are), auth://catalog/info (which catalog this "
                    + "is), an object (s3://bucket/key), or a package, folder or file (quilt+s3:// URI). Without a URI it "
                    + "lists which resources and URI templates there are.",
            Input.class,
            Output.class);

    private final @Nullable ResourceDirectory directory;

    GetResource(@Nullable ResourceDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        if (directory == null) {
            throw new Failure.NotFound(
                    "Resources are switched off on this server by its operators; read objects with bucket_object_text and packages with package_browse.");
        }
        var uri = in.uri();
        if (uri == null || uri.isBlank()) {
            var entries = directory.entries();
            var listing = new Listing(entries, directory.templates(), entries.size());
            return new Output(
                    "discovery://resources",
                    "Available Resources",
                    listing,
                    Instant.now(),
                    "application/json",
                    false,
                    null);
        }
        var content = directory.read(uri.strip(), call).orElseThrow(() -> unknown(directory, uri));
        return new Output(
                content.uri(), content.name(), data(content.body()), Instant.now(), content.mimeType(), false, null);
    }

    private static Object data(Body body) {
        return switch (body) {
            case Body.Json(var data) -> data;
            case Body.Text(var text) -> text;
            case Body.Blob(var bytes) -> new Encoded(Base64.getEncoder().encodeToString(bytes), bytes.length);
        };
    }

    private static Failure unknown(ResourceDirectory directory, String uri) {
        var known = Stream.concat(
                directory.entries().stream().map(ResourceDirectory.Entry::uri),
                directory.templates().stream().map(ResourceDirectory.TemplateEntry::uriTemplate));
        return new Failure.NotFound("There is no resource %s; there are %s."
                .formatted(
                        uri.length() > 100 ? uri.substring(0, 100) + "…" : uri,
                        known.collect(Collectors.joining(", "))));
    }
}
