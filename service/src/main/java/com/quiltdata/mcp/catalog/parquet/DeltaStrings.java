package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import dev.hardwood.internal.encoding.DeltaBinaryPackedDecoder;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.PhysicalType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Checks delta encodings, whose lengths the library believes, and writes values with shared prefixes in full. */
final class DeltaStrings {
    /** The bytes of a page, levels included, and the encoding of its values. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once; never compared
    record Values(Encoding encoding, byte[] bytes) {}

    private DeltaStrings() {}

    /** Returns the bytes of a page, in an encoding that the library decodes safely, with the values after {@code offset}. */
    static Values checked(Encoding encoding, PhysicalType type, byte[] bytes, int offset) throws IOException {
        if (offset == bytes.length) {
            return new Values(encoding, bytes);
        }
        return switch (encoding) {
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> {
                PageCheck.deltas(bytes, offset);
                yield new Values(encoding, bytes);
            }
            case DELTA_BYTE_ARRAY -> new Values(Encoding.PLAIN, full(type, bytes, offset));
            default -> new Values(encoding, bytes);
        };
    }

    private static byte[] full(PhysicalType type, byte[] bytes, int offset) throws IOException {
        var lengths = new DeltaBinaryPackedDecoder(bytes, offset);
        var prefixes = lengths(lengths, PageCheck.deltas(bytes, offset));
        var suffixDecoder = new DeltaBinaryPackedDecoder(bytes, lengths.getPos());
        var suffixes = lengths(suffixDecoder, PageCheck.deltas(bytes, lengths.getPos()));
        require(prefixes.length == suffixes.length, "a page is malformed");
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, offset);
        var before = new byte[0];
        var at = suffixDecoder.getPos();
        for (int i = 0; i < prefixes.length; i++) {
            require(prefixes[i] <= before.length && suffixes[i] <= bytes.length - at, "a page is malformed");
            var value = Arrays.copyOf(before, prefixes[i] + suffixes[i]);
            System.arraycopy(bytes, at, value, prefixes[i], suffixes[i]);
            at += suffixes[i];
            if (type == PhysicalType.BYTE_ARRAY) {
                out.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value.length)
                        .array());
            }
            out.writeBytes(value);
            require(out.size() <= PageCheck.MAX_PAGE_BYTES, "a page is too large");
            before = value;
        }
        return out.toByteArray();
    }

    private static int[] lengths(DeltaBinaryPackedDecoder decoder, int count) throws IOException {
        var lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = decoder.readInt();
            require(lengths[i] >= 0, "a page is malformed");
        }
        return lengths;
    }
}
