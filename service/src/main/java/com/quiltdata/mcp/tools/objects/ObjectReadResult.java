package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ImageScaler;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetResult;
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

        @Doc("Whole Parquet file, of which `table` has the first rows") @Nullable
        ParquetFile parquet,

        @Doc("With profile=true, what the columns hold") @Nullable
        Profile profile,

        @Doc("Binary content, as base64") @Nullable String data,
        @Doc("Whether more of the object follows") boolean truncated,
        @Doc("Send as offset to read on") @Nullable Long nextOffset,

        @Doc("Download link of an image that is too large to show as it is; a secret") @Nullable
        String signedUrl,

        @Doc("When the link expires") @Nullable Instant signedUrlExpiry,
        @Doc("The content read") @Hidden ReadSource source,
        @Doc("Number of parts") @Hidden int parts,
        @Doc("The image") @Hidden ContentBlock.@Nullable ImageContent image)
        implements Truncatable<ObjectReadResult>, HasContentBlocks {
    record Table(
            @Doc("csv, tsv, jsonl or parquet") String format,

            @Doc("Column names; absent for CSV and TSV when the offset is not 0") @Nullable
            List<String> columns,

            @Doc("Values of each row, in the order of the columns")
            List<List<@Nullable Object>> rows) {}

    record ParquetFile(
            @Doc("Number of rows") long rows,
            @Doc("Number of row groups") int rowGroups,
            @Doc("Writer") @Nullable String createdBy,
            @Doc("Columns") List<ParquetField> columns) {}

    record ParquetField(
            @Doc("Name") String name,
            @Doc("Physical type, or nested structure") String type,

            @Doc("Logical type, like DECIMAL(10, 2)") @Nullable
            String logicalType,

            @Doc("Whether values may be null") boolean nullable) {}

    record Profile(
            @Doc("Number of rows that it covers") long rows,
            @Doc("Whether these are all rows of the object") boolean complete,
            @Doc("Columns") List<ColumnProfile> columns) {}

    record ColumnProfile(
            @Doc("Name") String name,

            @Doc("integer, decimal, boolean, date, timestamp, text or json; Parquet's own type")
            String type,

            @Doc("Number of nulls and empty values") @Nullable
            Long nulls,

            @Doc("Minimum") @Nullable Object min,
            @Doc("Maximum") @Nullable Object max,

            @Doc("Number of different values; absent above 100") @Nullable
            Integer distinct) {}

    /**
     * The content that was read, and how to show it.
     *
     * @param path the key or logical key, whose last part is the name
     * @param data whether binary content is included
     * @param parquet the rows of a Parquet file, or why it cannot be read; null for other content
     * @param profile the profile of the rows; null if none is shown
     * @param link the link to an image that is too large to show
     * @param ambiguity which of two objects was read, if the URI may have meant either
     * @param scaled a whole image that is too large, in a smaller form; null for other content
     */
    record ReadSource(
            String uri,
            String path,
            ObjectContent content,
            ContentFormat form,
            boolean data,
            @Nullable ParquetResult parquet,
            @Nullable Profile profile,
            @Nullable SignedLink link,
            @Nullable String ambiguity,
            ImageScaler.@Nullable ScalingResult scaled) {
        ReadSource with(ContentFormat otherForm, @Nullable Profile otherProfile) {
            return new ReadSource(uri, path, content, otherForm, data, parquet, otherProfile, link, ambiguity, scaled);
        }
    }

    @Override
    public ObjectReadResult first(int count) {
        return ObjectReadRenderer.render(source, count);
    }

    /** An image that does not fit into a response is described, but not shown; a table is shown without its profile. */
    @Override
    public @Nullable ObjectReadResult withoutMetadata() {
        if (profile != null) {
            return ObjectReadRenderer.render(source.with(source.form(), null), Integer.MAX_VALUE);
        }
        return image == null ? null : ObjectReadRenderer.render(source.with(new ContentFormat.Binary(), null), 0);
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
