package com.quiltdata.mcp.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * An encoded result that is compressed once for all responses with it. A compressed response is one gzip member (RFC
 * 1952): what precedes the result and what follows it are stored blocks, the result's own blocks (RFC 1951) are ready.
 */
public final class PreparedResult {
    private static final byte[] GZIP_HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int BLOCK_HEADER_BYTES = 5;
    private static final int TRAILER_BYTES = 8;
    private static final int MAX_STORED = 0xFFFF;

    private final byte[] json;
    private final byte[] blocks;

    /** Creates a result from its JSON and compresses it. */
    public PreparedResult(byte[] json) {
        this.json = json.clone();
        this.blocks = compress(json);
    }

    /** Returns the result as JSON. */
    byte[] json() {
        return json;
    }

    /** Returns the size in memory, in bytes. */
    public int bytes() {
        return json.length + blocks.length;
    }

    /**
     * Returns a response with this result, as {@link Codec#result(com.fasterxml.jackson.databind.JsonNode,
     * PreparedResult)} encoded it, compressed.
     */
    public byte[] gzip(byte[] response) {
        var end = response.length - Codec.TAIL.length;
        var start = end - json.length;
        if (start < 0 || start > MAX_STORED || !Arrays.equals(response, start, end, json, 0, json.length)) {
            throw new IllegalArgumentException("not a response with this result");
        }
        var checksum = new CRC32();
        checksum.update(response);
        var size = GZIP_HEADER.length + 2 * BLOCK_HEADER_BYTES + response.length - json.length + blocks.length;
        var out = ByteBuffer.allocate(size + TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(GZIP_HEADER);
        store(out, false, ByteBuffer.wrap(response, 0, start));
        out.put(blocks);
        store(out, true, ByteBuffer.wrap(response, end, Codec.TAIL.length));
        return out.putInt((int) checksum.getValue()).putInt(response.length).array();
    }

    private static void store(ByteBuffer out, boolean last, ByteBuffer bytes) {
        var length = (short) bytes.remaining();
        out.put((byte) (last ? 1 : 0))
                .putShort(length)
                .putShort((short) ~length)
                .put(bytes);
    }

    /** Returns DEFLATE blocks, of which none is the last, and which end at a byte's end. */
    private static byte[] compress(byte[] json) {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            var stream = new DeflaterOutputStream(out, deflater, true);
            stream.write(json);
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
