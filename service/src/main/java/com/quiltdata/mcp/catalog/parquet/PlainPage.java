package com.quiltdata.mcp.catalog.parquet;

import dev.hardwood.internal.compression.Decompressor;
import dev.hardwood.internal.compression.DecompressorFactory;
import dev.hardwood.internal.metadata.DataPageHeader;
import dev.hardwood.internal.metadata.DataPageHeaderV2;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes decompressed pages anew, with a header of the checked values alone: the library parses a page's header itself, and
 * without bounds.
 */
final class PlainPage {
    /** Copies pages, which are not compressed. */
    static final DecompressorFactory FACTORY = new DecompressorFactory(null) {
        @Override
        public Decompressor getDecompressor(CompressionCodec codec) {
            return new Decompressor() {
                @Override
                public byte[] decompress(ByteBuffer page, int size) {
                    var bytes = new byte[page.remaining()];
                    page.duplicate().get(bytes);
                    return bytes;
                }

                @Override
                public String getName() {
                    return "plain";
                }
            };
        }
    };

    /** The encodings in the order of their numbers; there is none of number 1. */
    private static final List<Encoding> ENCODINGS = List.of(
            Encoding.PLAIN,
            Encoding.PLAIN,
            Encoding.PLAIN_DICTIONARY,
            Encoding.RLE,
            Encoding.BIT_PACKED,
            Encoding.DELTA_BINARY_PACKED,
            Encoding.DELTA_LENGTH_BYTE_ARRAY,
            Encoding.DELTA_BYTE_ARRAY,
            Encoding.RLE_DICTIONARY,
            Encoding.BYTE_STREAM_SPLIT);

    private static final int INTEGER = 5;
    private static final int STRUCT = 12;
    private static final int FALSE = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PlainPage() {}

    static ByteBuffer of(DataPageHeader header, DeltaStrings.Values values) {
        var page = new PlainPage();
        var bytes = values.bytes();
        page.sizes(0, bytes.length);
        page.out.write((2 << 4) | STRUCT);
        page.integer(header.numValues());
        page.integer(number(values.encoding()));
        page.integer(number(Encoding.RLE));
        page.integer(number(Encoding.RLE));
        return page.end(bytes);
    }

    static ByteBuffer of(DataPageHeaderV2 header, DeltaStrings.Values values) {
        var page = new PlainPage();
        var bytes = values.bytes();
        page.sizes(3, bytes.length);
        page.out.write((5 << 4) | STRUCT);
        page.integer(header.numValues());
        page.integer(header.numNulls());
        page.integer(header.numRows());
        page.integer(number(values.encoding()));
        page.integer(header.definitionLevelsByteLength());
        page.integer(header.repetitionLevelsByteLength());
        page.out.write((1 << 4) | FALSE);
        return page.end(bytes);
    }

    private static int number(Encoding encoding) {
        var number = ENCODINGS.lastIndexOf(encoding);
        UnreadableException.require(number >= 0, "encoding %s is not supported".formatted(encoding));
        return number == 1 ? 0 : number;
    }

    private void sizes(int type, int size) {
        integer(type);
        integer(size);
        integer(size);
    }

    /** Writes the field after the last one: the type, then the value in zigzag form, 7 bits a byte. */
    private void integer(int value) {
        out.write((1 << 4) | INTEGER);
        var left = (value << 1) ^ (value >> 31);
        for (; (left & ~127) != 0; left >>>= 7) {
            out.write((left & 127) | 128);
        }
        out.write(left);
    }

    private ByteBuffer end(byte[] bytes) {
        out.write(0);
        out.write(0);
        out.writeBytes(bytes);
        return ByteBuffer.wrap(out.toByteArray());
    }
}
