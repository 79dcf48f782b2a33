package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.objects.ByteRanges;
import com.quiltdata.mcp.catalog.objects.ImageScaler;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Charsets;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageFile;
import com.quiltdata.mcp.tools.PackageRef;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an S3 object, or a file of a package, and shows it by its type of content. */
public record ObjectRead(PackageReader packages, ObjectReader objects, ParquetReader parquet)
        implements Tool<ObjectRead.Input, ObjectReadResult> {
    /** The largest image shown, in bytes: base64 adds a third, and clients refuse results of a megabyte or more. */
    static final int MAX_IMAGE_BYTES = 512 * 1024;

    private static final int MAX_NOTEBOOK_BYTES = 4 * 1024 * 1024;
    private static final int MAX_PARQUET_ROWS = 100;
    private static final int PARQUET_BYTES = 4 * 1024 * 1024;
    private static final Duration LIFETIME = Duration.ofHours(1);

    enum Type {
        TEXT,
        IMAGE,
        BINARY,
        TABLE
    }

    record Input(
            @Doc("\"s3://bucket/key\", \"s3://bucket/key?versionId=…\", or the Quilt+ URI of a package file, "
                    + "like \"quilt+s3://bucket#package=examples/hurdat&path=data/a.csv\"")
            String uri,

            @Doc("How to read the content. Default: detected") @Nullable
            Type type,

            @Doc(
                    "Maximum number of bytes to read; up to 8 MiB of an image and 4 MiB of Parquet or a notebook are read regardless")
            @Default("100000")
            @Min(1)
            @Max(10485760)
            int maxBytes,

            @Doc("Include binary content, as base64") @Default("false")
            boolean includeData,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            long offset,

            @Doc("Include types, nulls and ranges of a table's columns") @Default("false")
            boolean profile,

            @Doc("Character encoding of text, like \"latin-1\". Default: detected") @Nullable
            String encoding) {}

    private static final Spec<Input, ObjectReadResult> SPEC = new Spec<>(
                    "object_read",
                    "Read an object or package file",
                    Effect.READ,
                    "Returns the content of an S3 object or package file by its type: text, an image, rows of "
                            + "CSV, TSV or JSON Lines, schema and first rows of Parquet, or the size and media type of other content. A package file is "
                            + "read at the version that its revision records. If `truncated`, continue with "
                            + "offset=next_offset. To give a file to somebody use bucket_object_link or "
                            + "package_entry_link.",
                    Input.class,
                    ObjectReadResult.class)
            .reading();

    @Override
    public Spec<Input, ObjectReadResult> spec() {
        return SPEC;
    }

    /** Location of the bytes, and the path whose extension helps detect their type. */
    private record ReadLocation(RequestedObject object, String path) {}

    @Override
    public ObjectReadResult call(Input in, Call call) {
        var encoding = in.encoding() == null ? null : ArgumentParser.parse("encoding", in.encoding(), Charsets::of);
        var source = source(in.uri().strip(), call);
        var first = first(in, source, call);
        var form = form(in.type(), first, source.path(), encoding);
        var content = switch (form) {
            case ContentFormat.Notebook _ -> first;
            case ContentFormat.Image image -> completeImage(image, first, call);
            default -> first.first(Math.min(in.maxBytes(), first.bytes().length));
        };
        var link = form instanceof ContentFormat.Image && content.info().size() > MAX_IMAGE_BYTES
                ? objects.tryLink(call.caller(), content.info().location(), LIFETIME)
                : Optional.<SignedLink>empty();
        var read = new ObjectReadResult.ReadSource(
                in.uri().strip(),
                source.path(),
                content,
                form,
                in.includeData(),
                form instanceof ContentFormat.Parquet ? parquet(in, content, call) : null,
                null,
                link.orElse(null),
                source.object().ambiguity(objects, call.caller()),
                form instanceof ContentFormat.Image image ? scaled(image, content, call) : null);
        var profile = in.profile() ? TableProfiler.of(read) : null;
        return ObjectReadRenderer.render(read.with(form, profile), Integer.MAX_VALUE);
    }

    /** Returns the first bytes, from which the form is detected; all of a notebook. */
    private ObjectContent first(Input in, ReadLocation source, Call call) {
        var isNotebook = in.offset() == 0 && in.type() == null && ContentFormat.isNotebookPath(source.path());
        var isImage = in.offset() == 0 && (in.type() == Type.IMAGE || ContentFormat.isImagePath(source.path()));
        var maxBytes = isImage || isNotebook ? Math.max(in.maxBytes(), MAX_IMAGE_BYTES) : in.maxBytes();
        var first = source.object()
                .read(objects, call.caller(), it -> objects.read(call.caller(), it, in.offset(), maxBytes));
        return isNotebook ? complete(first, MAX_NOTEBOOK_BYTES, call) : first;
    }

    private ParquetReader.ParquetResult parquet(Input in, ObjectContent content, Call call) {
        var file = new ByteRanges(objects, call.caller(), content);
        return parquet.read(file, MAX_PARQUET_ROWS, Math.max(in.maxBytes(), PARQUET_BYTES));
    }

    private ReadLocation source(String uri, Call call) {
        if (!uri.startsWith(QuiltUri.SCHEME)) {
            var object = ArgumentParser.parse("uri", uri, RequestedObject::parse);
            return new ReadLocation(object, object.location().key());
        }
        var target = PackageRef.ArgumentNames.PLATFORM.target(uri, null, null, "latest", "");
        var file = PackageFile.of(target.resolved(packages, call), packages, call);
        return new ReadLocation(
                new RequestedObject(file.location(), null), file.file().path());
    }

    private static ContentFormat form(
            @Nullable Type type, ObjectContent content, String path, @Nullable Charset encoding) {
        var charset = encoding == null ? ContentFormat.charset(content) : encoding;
        if (type == null) {
            return ContentFormat.notebook(content, path).orElseGet(() -> ContentFormat.of(content, path, charset));
        }
        return ContentFormat.as(type, content, path, charset)
                .orElseThrow(() -> new Failure.Invalid(
                        type == Type.IMAGE
                                ? "`type`: this is not a PNG, JPEG, GIF or WebP image read from its beginning. Leave `type` out to detect it."
                                : "`type`: this cannot be read as a table. Leave `type` out to detect it."));
    }

    /** Returns the whole image if it is small enough to be shown or scaled, or else the part that was read. */
    private ObjectContent completeImage(ContentFormat.Image image, ObjectContent content, Call call) {
        return complete(
                content, ImageScaler.scales(image.mimeType()) ? ImageScaler.MAX_SOURCE_BYTES : MAX_IMAGE_BYTES, call);
    }

    /** Returns the whole object if it has at most this many bytes, or else the part that was read. */
    private ObjectContent complete(ObjectContent content, int limit, Call call) {
        var size = content.info().size();
        if (!content.truncated() || size > limit) {
            return content;
        }
        var bytes = new ByteRanges(objects, call.caller(), content).read(0, (int) size);
        return new ObjectContent(content.info(), 0, bytes);
    }

    /** Returns a whole image that is too large in a smaller form; null for any other. */
    private static ImageScaler.@Nullable ScalingResult scaled(
            ContentFormat.Image image, ObjectContent content, Call call) {
        var isTooLarge = !content.truncated() && content.bytes().length > MAX_IMAGE_BYTES;
        return isTooLarge && ImageScaler.scales(image.mimeType())
                ? ImageScaler.scale(call.caller(), image.mimeType(), content.bytes(), MAX_IMAGE_BYTES)
                : null;
    }
}
