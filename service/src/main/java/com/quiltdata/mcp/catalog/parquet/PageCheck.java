package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.schema.ColumnSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Refuses pages for which the library would allocate more than their bytes account for. */
final class PageCheck {
    static final int MAX_PAGE_BYTES = 16 * 1024 * 1024;
    private static final int MAX_VALUES = 1_000_000;
    private static final int MAX_MINIBLOCKS = 1024;
    private static final String MALFORMED = "a page is malformed";

    private PageCheck() {}

    /** Returns the number of values of a page whose header claims no more than is read. */
    static int values(PageHeader page, ColumnSchema column) {
        require(page.uncompressedPageSize() <= MAX_PAGE_BYTES, "a page is too large");
        var length = column.typeLength();
        require(length == null || (length >= 0 && length <= MAX_PAGE_BYTES), "the type's length is wrong");
        var values = switch (page.type()) {
            case DATA_PAGE -> page.dataPageHeader().numValues();
            case DICTIONARY_PAGE -> page.dictionaryPageHeader().numValues();
            case DATA_PAGE_V2 -> {
                levelBytes(page);
                yield page.dataPageHeaderV2().numValues();
            }
            case INDEX_PAGE -> 0;
        };
        require(values >= 0, MALFORMED);
        require(values <= MAX_VALUES, "a page has too many values");
        return values;
    }

    /** Returns the number of bytes of levels before the values of a page of version 2. */
    static int levelBytes(PageHeader page) {
        var header = page.dataPageHeaderV2();
        long repetition = header.repetitionLevelsByteLength();
        long definition = header.definitionLevelsByteLength();
        require(
                repetition >= 0
                        && definition >= 0
                        && repetition + definition <= page.compressedPageSize()
                        && repetition + definition <= page.uncompressedPageSize(),
                MALFORMED);
        return (int) (repetition + definition);
    }

    /** Returns where the values begin in the decompressed bytes of a page of version 1. */
    static int valuesOffset(PageHeader page, ColumnSchema column, byte[] bytes) {
        var header = page.dataPageHeader();
        var offset = 0;
        if (column.maxRepetitionLevel() > 0) {
            requireRle(header.repetitionLevelEncoding());
            offset = afterLevels(bytes, offset);
        }
        if (column.maxDefinitionLevel() > 0) {
            requireRle(header.definitionLevelEncoding());
            offset = afterLevels(bytes, offset);
        }
        return offset;
    }

    private static void requireRle(Encoding encoding) {
        require(encoding == Encoding.RLE, "encoding %s of levels is not supported".formatted(encoding));
    }

    private static int afterLevels(byte[] bytes, int offset) {
        require(offset + 4 <= bytes.length, MALFORMED);
        var length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
        require(length >= 0 && length <= bytes.length - offset - 4, MALFORMED);
        return offset + 4 + length;
    }

    /** Returns the number of values that the header of packed deltas claims; refuses a header that claims too much. */
    static int deltas(byte[] bytes, int offset) {
        var in = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        var blockSize = unsigned(in);
        var miniblocks = unsigned(in);
        var values = unsigned(in);
        require(blockSize > 0 && miniblocks > 0 && miniblocks <= MAX_MINIBLOCKS && values <= MAX_VALUES, MALFORMED);
        return values;
    }

    private static int unsigned(ByteBuffer in) {
        var value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            var next = in.get();
            value |= (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new UnreadableException(MALFORMED);
    }
}
