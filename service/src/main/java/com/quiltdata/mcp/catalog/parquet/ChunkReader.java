package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import com.quiltdata.mcp.catalog.MemoryBudget;
import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.reader.Dictionary;
import dev.hardwood.internal.reader.Page;
import dev.hardwood.internal.reader.PageDecoder;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads the first pages of one column in one row group, one after another. */
final class ChunkReader {
    private static final int HEADER_BYTES = 8 * 1024;
    /** Bytes by which some writers understate the length of a chunk: the header of its dictionary. */
    private static final int UNCOUNTED_BYTES = 256;

    private static final int MAX_HEADER_BYTES = 1024 * 1024;

    /** Bytes of memory for a value of a page while it is decoded: levels, value and index. */
    private static final int VALUE_COST = 48;

    /** Bytes of memory for a page itself, also of one without values. */
    private static final int PAGE_COST = 1024;

    private final RangeWindow file;
    private final ColumnSchema column;
    private final ColumnMetaData chunk;
    private final MemoryBudget memory;
    private @Nullable Dictionary dictionary;
    private final long end;
    private long position;

    ChunkReader(RangeWindow file, ColumnSchema column, ColumnMetaData chunk, MemoryBudget memory) {
        this.file = file;
        this.column = column;
        this.chunk = chunk;
        this.memory = memory;
        require(chunk.type() == column.type() && chunk.codec() != null, "its chunk is malformed");
        var dictionaryOffset = chunk.dictionaryPageOffset();
        var hasDictionary =
                dictionaryOffset != null && dictionaryOffset > 0 && dictionaryOffset < chunk.dataPageOffset();
        this.position = hasDictionary ? dictionaryOffset : chunk.dataPageOffset();
        var length = Math.min(chunk.totalCompressedSize(), file.size()) + UNCOUNTED_BYTES;
        this.end = Math.min(Math.min(position, file.size()) + length, file.size());
    }

    /** Reads up to this number of rows; fewer only at the end of the chunk. */
    Leaf read(int rows) {
        var leaf = memory.scope(() -> readPages(rows));
        memory.charge(leaf.weight());
        return leaf;
    }

    private Leaf readPages(int rows) {
        var leaf = new Leaf(column);
        long values = 0;
        // The last row of a column with lists is complete only where the next one begins.
        var more = column.maxRepetitionLevel() > 0 ? 1 : 0;
        for (var complete = false; !complete && leaf.rows() < rows + more && values < chunk.numValues(); ) {
            var header = header();
            var body = file.get(position, header.compressedPageSize());
            var count = UnreadableException.decode("a page", () -> PageCheck.values(header, column));
            var cost = 2L * header.uncompressedPageSize() + (long) count * VALUE_COST;
            file.decode(PAGE_COST + cost);
            memory.charge(cost);
            complete = UnreadableException.decode("a page", () -> add(header, body, leaf, rows));
            values += header.type() == PageHeader.PageType.DICTIONARY_PAGE ? 0 : count;
            position += header.compressedPageSize();
        }
        return leaf;
    }

    private PageHeader header() {
        for (int size = HEADER_BYTES; ; size = MAX_HEADER_BYTES) {
            var count = (int) Math.min(size, Math.max(0, end - position));
            var reader = new BoundedThriftReader(file.get(position, count), memory::charge);
            try {
                var header = UnreadableException.decode("a page's header", () -> PageHeaderReader.read(reader));
                position += reader.getBytesRead();
                return header;
            } catch (UnreadableException e) {
                if (size == MAX_HEADER_BYTES || count < size) {
                    throw e;
                }
            }
        }
    }

    private static void requireChecksum(PageHeader header, ByteBuffer body) {
        if (header.crc() != null) {
            var checksum = new CRC32();
            checksum.update(body.duplicate());
            require((int) checksum.getValue() == header.crc(), "a page's checksum is wrong");
        }
    }

    private boolean add(PageHeader header, ByteBuffer body, Leaf leaf, int rows) throws IOException {
        requireChecksum(header, body);
        return switch (header.type()) {
            case DICTIONARY_PAGE -> {
                var bytes = PageCodec.decompress(chunk.codec(), body, header.uncompressedPageSize());
                var count = header.dictionaryPageHeader().numValues();
                dictionary = Dictionary.parse(bytes, count, column.type(), column.typeLength());
                yield false;
            }
            case DATA_PAGE, DATA_PAGE_V2 -> leaf.add(page(header, body), rows);
            case INDEX_PAGE -> false;
        };
    }

    private Page page(PageHeader header, ByteBuffer body) throws IOException {
        var plain = header.type() == PageHeader.PageType.DATA_PAGE ? pageOne(header, body) : pageTwo(header, body);
        return new PageDecoder(chunk, column, PlainPage.FACTORY).decodePage(plain, dictionary);
    }

    private ByteBuffer pageOne(PageHeader header, ByteBuffer body) throws IOException {
        var bytes = PageCodec.decompress(chunk.codec(), body, header.uncompressedPageSize());
        var one = header.dataPageHeader();
        var offset = PageCheck.valuesOffset(header, column, bytes);
        var values = DeltaStrings.checked(one.encoding(), column.type(), bytes, offset);
        return PlainPage.of(one, values);
    }

    private ByteBuffer pageTwo(PageHeader header, ByteBuffer body) throws IOException {
        var two = header.dataPageHeaderV2();
        var levels = PageCheck.levelBytes(header);
        var compressed = two.isCompressed() && body.remaining() > levels;
        var values = PageCodec.decompress(
                compressed ? chunk.codec() : CompressionCodec.UNCOMPRESSED,
                body.slice(levels, body.remaining() - levels),
                header.uncompressedPageSize() - levels);
        var bytes = new byte[levels + values.length];
        body.get(0, bytes, 0, levels);
        System.arraycopy(values, 0, bytes, levels, values.length);
        return PlainPage.of(two, DeltaStrings.checked(two.encoding(), column.type(), bytes, levels));
    }
}
