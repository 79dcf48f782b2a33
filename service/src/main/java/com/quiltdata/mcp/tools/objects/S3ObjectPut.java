package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code s3_object_put} of Quilt's Platform MCP Server: writes one object. */
record S3ObjectPut(BucketObjectsPut objects) implements Tool<S3ObjectPut.Input, BucketObjectsPut.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,

            @Doc("Object key, not percent-encoded, e.g. \"notes/a.md\"; at most 1024 bytes")
            String key,

            @Doc("Content, as text or base64; at most 16 MiB")
            String content,

            @Doc("\"utf-8\" if content is text, or \"base64\"") @Default("\"utf-8\"") @Pattern(regexp = "utf-8|base64")
            String contentEncoding,

            @Doc("Media type, e.g. text/csv. Default: guessed") @Nullable
            String contentType,

            @Doc("Replace an existing object, which is kept by default") @Default("false")
            boolean overwrite,

            @Doc("Allow a key below .quilt/, Quilt's own; the user must confirm") @Default("false")
            boolean allowInternal) {}

    private static final Spec<Input, BucketObjectsPut.Output> SPEC = new Spec<>(
                    "s3_object_put",
                    "Put an S3 object",
                    Effect.OVERWRITE,
                    "Writes one object of up to 16 MiB to an S3 bucket and returns its version. An existing object is "
                            + "kept and reported unless overwrite=true. Use bucket_objects_put for several objects or "
                            + "user metadata. Ask the user before writing. No package is changed.",
                    Input.class,
                    BucketObjectsPut.Output.class)
            .slowly()
            .confirmable();

    @Override
    public Spec<Input, BucketObjectsPut.Output> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return in.allowInternal() && NameSyntax.isInternalKey(in.key());
    }

    @Override
    public String confirmation(Input in, Call call) {
        return objects.question(in.bucket(), List.of(item(in)), call);
    }

    @Override
    public BucketObjectsPut.Output call(Input in, Call call) {
        return objects.put(in.bucket(), List.of(item(in)), call);
    }

    private static PutItem item(Input in) {
        var key = ArgumentParser.parse("key", in.key(), ObjectPutInput::key);
        if (!in.allowInternal()) {
            InternalKeys.refuse("key", key);
        }
        var content = in.contentEncoding().equals("base64")
                ? ObjectPutInput.decode(
                        "content", in.content(), "must be base64; for text send content_encoding=utf-8.")
                : ObjectPutInput.encode("content", in.content(), StandardCharsets.UTF_8);
        var type = ObjectPutInput.mediaType("content_type", in.contentType());
        return new PutItem(key, ObjectPutInput.checkedSize("content", content), type, Map.of(), in.overwrite());
    }
}
