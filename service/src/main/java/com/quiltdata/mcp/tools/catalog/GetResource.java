package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Instant;
import java.util.Arrays;
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
            @Doc("Whether data is only the beginning") boolean truncated,
            @Doc("How to get the rest") @Nullable String note,
            @Doc("What was read") @Hidden Body body)
            implements Sliceable<Output> {
        private static final String PIECES =
                "This is the beginning only; bucket_object_text and bucket_object_fetch read an object in pieces, by its"
                        + " s3_uri or the physical_key that package_browse gives.";
        private static final String BROWSE =
                "This is not all of it; package_browse lists the rest, by `path` or `offset`.";

        @Override
        public int parts() {
            return switch (body) {
                case Body.Text(var text) -> text.length();
                case Body.Blob(var bytes) -> bytes.length;
                case Body.Json(Sliceable<?> page) -> page.parts();
                case Body.Json _ -> 0;
            };
        }

        @Override
        public Output first(int parts) {
            return switch (body) {
                case Body.Text(var text) -> with(new Body.Text(beginning(text, parts)), PIECES);
                case Body.Blob(var bytes) -> with(new Body.Blob(Arrays.copyOf(bytes, parts)), PIECES);
                case Body.Json(Sliceable<?> page) -> with(new Body.Json(page.first(parts)), BROWSE);
                case Body.Json _ -> this;
            };
        }

        @Override
        public @Nullable Output lean() {
            if (!(body instanceof Body.Json(Sliceable<?> page))) {
                return null;
            }
            var lean = page.lean();
            return lean == null ? null : with(new Body.Json(lean), BROWSE);
        }

        private Output with(Body cut, String saying) {
            return new Output(uri, resourceName, GetResource.data(cut), timestamp, mimeType, true, saying, cut);
        }

        private static String beginning(String text, int length) {
            var end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
            return text.substring(0, end);
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
            return output("discovery://resources", "Available Resources", "application/json", new Body.Json(listing));
        }
        var content = directory.read(uri.strip(), call).orElseThrow(() -> unknown(directory, uri));
        return output(content.uri(), content.name(), content.mimeType(), content.body());
    }

    private static Output output(String uri, String name, String mimeType, Body body) {
        return new Output(uri, name, data(body), Instant.now(), mimeType, false, null, body);
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
