package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.catalog.parquet.UnreadableException.require;

import dev.hardwood.metadata.CompressionCodec;
import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** Decompresses pages in memory of the size that their headers claim, once that is within bounds. */
final class PageCodec {
    private PageCodec() {}

    /** Returns exactly {@code size} bytes. */
    static byte[] decompress(CompressionCodec codec, ByteBuffer page, int size) throws IOException {
        var in = new byte[page.remaining()];
        page.duplicate().get(in);
        var out = switch (codec) {
            case UNCOMPRESSED -> in;
            case SNAPPY -> decompress(new SnappyDecompressor(), in, size);
            case ZSTD -> decompress(new ZstdDecompressor(), in, size);
            case LZ4_RAW -> decompress(new Lz4Decompressor(), in, size);
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(in)).readNBytes(size);
            case LZO, LZ4, BROTLI -> throw new UnreadableException("compression %s is not supported".formatted(codec));
        };
        require(out.length == size, "a page has another size than it claims");
        return out;
    }

    private static byte[] decompress(Decompressor decompressor, byte[] in, int size) {
        var out = new byte[size];
        require(
                decompressor.decompress(in, 0, in.length, out, 0, size) == size,
                "a page has another size than it claims");
        return out;
    }
}
