package com.quiltdata.mcp.catalog.parquet;

import dev.hardwood.internal.thrift.ThriftCompactReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** A reader of Thrift's compact protocol that allocates and repeats nothing that the bytes at hand cannot hold. */
final class BoundedThriftReader extends ThriftCompactReader {
    private static final int MAX_DEPTH = 32;

    /** Bytes of memory for one element of a list, with its structs' usual fields. */
    private static final int ELEMENT_COST = 100;

    private static final byte BOOLEAN_FALSE = 2;
    private static final byte BINARY = 8;
    private static final byte LIST = 9;
    private static final byte SET = 10;
    private static final byte MAP = 11;

    private final int length;
    private final LongConsumer charge;
    private int depth;

    /** @param charge is called with the number of bytes of memory that a list may take, before it is read */
    BoundedThriftReader(ByteBuffer bytes, LongConsumer charge) {
        super(bytes);
        this.length = bytes.remaining();
        this.charge = charge;
    }

    @Override
    public byte[] readBinary() throws IOException {
        var bytes = new byte[size(readVarint())];
        readBytes(bytes);
        return bytes;
    }

    @Override
    public CollectionHeader readListHeader() throws IOException {
        var first = readByte();
        var count = (first >> 4) & 15;
        var elements = size(count == 15 ? readVarint() : count);
        charge.accept((long) elements * ELEMENT_COST);
        return new CollectionHeader((byte) (first & 15), elements);
    }

    @Override
    public void skipField(byte type) throws IOException {
        if (++depth > MAX_DEPTH) {
            throw new IOException("nested too deeply");
        }
        switch (type) {
            case BINARY -> skip(size(readVarint()));
            case LIST, SET -> {
                var first = readByte();
                var count = (first >> 4) & 15;
                skipElements(size(count == 15 ? readVarint() : count), (byte) (first & 15));
            }
            case MAP -> {
                var count = size(readVarint());
                var types = count > 0 ? readByte() : 0;
                for (int i = 0; i < count; i++) {
                    skipElements(1, (byte) ((types >> 4) & 15));
                    skipElements(1, (byte) (types & 15));
                }
            }
            default -> super.skipField(type);
        }
        depth--;
    }

    /** Skips elements of a collection, in which, unlike in a struct, a boolean has a byte of its own. */
    private void skipElements(int count, byte type) throws IOException {
        for (int i = 0; i < count; i++) {
            if (type <= BOOLEAN_FALSE) {
                readByte();
            } else {
                skipField(type);
            }
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            readByte();
        }
    }

    private int size(long declared) throws IOException {
        if (declared < 0 || declared > length - getBytesRead()) {
            throw new EOFException("a size exceeds the bytes at hand");
        }
        return (int) declared;
    }
}
