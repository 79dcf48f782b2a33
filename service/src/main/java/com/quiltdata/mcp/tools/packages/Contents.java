package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Shown;
import com.quiltdata.mcp.tool.Sliceable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ObjectRead} answers. */
record Contents(
        @Doc("The URI that was asked for") String uri,
        @Doc("The object, at the version that was read") String s3Uri,
        @Doc("text, table, image or binary") String type,
        @Doc("Media type as stored") @Nullable String contentType,
        @Doc("Bytes of the whole object") long size,
        @Doc("Where this begins") long offset,
        @Doc("How many bytes this stands for") int bytesRead,
        @Doc("The text, in whole characters") @Nullable String text,
        @Doc("The encoding it was read with") @Nullable String encoding,
        @Doc("The rows") @Nullable Table table,
        @Doc("The bytes, in base64") @Nullable String data,
        @Doc("Whether this is not all") boolean truncated,
        @Doc("Send as offset to go on") @Nullable Long nextOffset,

        @Doc("Download link of an image that is not shown; a secret") @Nullable
        String signedUrl,

        @Doc("When the link ends") @Nullable Instant signedUrlExpiry,
        @Doc("What to do next, or what to mind") @Nullable String note,
        @Doc("What was read") @Hidden Told told,
        @Doc("How many parts of it there are") @Hidden int parts,
        @Doc("The image") @Hidden Block.@Nullable Image image)
        implements Sliceable<Contents>, Shown {
    record Table(
            @Doc("csv, tsv or jsonl") String format,

            @Doc("Names of the columns; absent when read from further on") @Nullable
            List<String> columns,

            @Doc("Values of each row") List<List<@Nullable Object>> rows) {}

    /**
     * What there is to tell.
     *
     * @param path whose last part names it
     * @param data whether binary content is told
     * @param link of an image that is too large to be shown
     */
    record Told(
            String uri,
            String path,
            ObjectContent content,
            Form form,
            boolean data,
            @Nullable SignedLink link) {
        Told first(int bytes) {
            return new Told(uri, path, content.first(bytes), form, data, link);
        }

        /** The same with a table told as text. */
        Told as(Form other) {
            return new Told(uri, path, content, other, data, link);
        }
    }

    static Contents of(Told told) {
        return Telling.of(told, Integer.MAX_VALUE).contents();
    }

    @Override
    public Contents first(int count) {
        return Telling.of(told, count).contents();
    }

    /** A picture that is more than an answer holds is told of, but not shown. */
    @Override
    public @Nullable Contents lean() {
        return image == null ? null : Telling.of(told.as(new Form.Binary()), 0).contents();
    }

    /** The image itself, or where the rest of what was not told is. */
    @Override
    public List<Block> blocks() {
        if (image != null) {
            return List.of(image);
        } else if (!truncated) {
            return List.of();
        }
        var name =
                told.path().substring(told.path().lastIndexOf('/', told.path().length() - 2) + 1);
        return List.of(new Block.Link(s3Uri, name, contentType, size));
    }

    /** Where the object is. */
    static String at(ObjectContent content) {
        return S3Uri.print(content.info().location());
    }
}
