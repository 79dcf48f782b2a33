package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@link ObjectRead}. */
record ObjectReadResult(
        @Doc("The requested URI") String uri,

        @Doc("S3 URI of the object, with the version that was read")
        String s3Uri,

        @Doc("Type of content: text, table, image or binary")
        String type,

        @Doc("Warnings, and how to read on") @Nullable String note,
        @Doc("Media type stored with the object") @Nullable String contentType,
        @Doc("Size of the whole object in bytes") long size,
        @Doc("Byte offset of the first byte returned") long offset,

        @Doc("Number of bytes of the object that this result covers")
        int bytesRead,

        @Doc("The text, cut only between characters") @Nullable
        String text,

        @Doc("Character encoding used to decode the text") @Nullable
        String encoding,

        @Doc("Rows of a table") @Nullable Table table,
        @Doc("Binary content, as base64") @Nullable String data,
        @Doc("Whether more of the object follows") boolean truncated,
        @Doc("Send as offset to read on") @Nullable Long nextOffset,

        @Doc("Download link of an image that is too large to show; a secret") @Nullable
        String signedUrl,

        @Doc("When the link expires") @Nullable Instant signedUrlExpiry,
        @Doc("The content read") @Hidden ReadSource source,
        @Doc("Number of parts") @Hidden int parts,
        @Doc("The image") @Hidden ContentBlock.@Nullable ImageContent image)
        implements Truncatable<ObjectReadResult>, HasContentBlocks {
    record Table(
            @Doc("csv, tsv or jsonl") String format,

            @Doc("Column names; absent for CSV and TSV when the offset is not 0") @Nullable
            List<String> columns,

            @Doc("Values of each row, in the order of the columns")
            List<List<@Nullable Object>> rows) {}

    /**
     * The content that was read, and how to show it.
     *
     * @param path the key or logical key, whose last part is the name
     * @param data whether binary content is included
     * @param link the link to an image that is too large to show
     * @param ambiguity which of two objects was read, if the URI may have meant either
     */
    record ReadSource(
            String uri,
            String path,
            ObjectContent content,
            ContentFormat form,
            boolean data,
            @Nullable SignedLink link,
            @Nullable String ambiguity) {}

    @Override
    public ObjectReadResult first(int count) {
        return ObjectReadRenderer.render(source, count);
    }

    /** An image that does not fit into a response is described, but not shown. */
    @Override
    public @Nullable ObjectReadResult withoutMetadata() {
        var described = new ReadSource(
                uri,
                source.path(),
                source.content(),
                new ContentFormat.Binary(),
                source.data(),
                source.link(),
                source.ambiguity());
        return image == null ? null : ObjectReadRenderer.render(described, 0);
    }

    /** The image itself, or a link to the object when it is truncated. */
    @Override
    public List<ContentBlock> blocks() {
        if (image != null) {
            return List.of(image);
        } else if (!truncated) {
            return List.of();
        }
        var path = source.path();
        var name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
        return List.of(new ContentBlock.ResourceLink(s3Uri, name, contentType, size));
    }

    static String versionedUri(ObjectContent content) {
        return S3Uri.print(content.info().location());
    }
}
