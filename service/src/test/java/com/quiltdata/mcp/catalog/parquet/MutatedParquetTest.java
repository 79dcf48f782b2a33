package com.quiltdata.mcp.catalog.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ByteRanges;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetPreview;
import com.quiltdata.mcp.catalog.objects.ParquetReader.ParquetResult;
import com.quiltdata.mcp.catalog.objects.ParquetReader.UnreadableParquet;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class MutatedParquetTest {
    private static final ObjectLocation AT = new ObjectLocation("bucket-1", "x.parquet", null);

    private static ParquetResult result(byte[] file) {
        var objects = new MemoryObjects().with(AT.bucket(), AT.key(), file);
        var caller = Calls.any().caller();
        return ParquetFiles.reader()
                .read(new ByteRanges(objects, caller, objects.read(caller, AT, 0, 64)), 50, 4 << 20);
    }

    /** The library would exit the process by allocating what such a file claims, or never end. */
    @ParameterizedTest
    @ValueSource(strings = {"types", "nested", "snappy", "zstd", "gzip", "lz4", "encodings", "encodings-1", "duckdb"})
    void survivesEveryMutation(String name) {
        var original = ParquetFiles.read(name);
        var random = new Random(17);
        for (int i = 0; i < 1000; i++) {
            var file = original.clone();
            // Half of the mutations are in the footer, whose bytes decide how the others are read.
            var from = i % 2 == 0 ? 0 : Math.max(0, file.length - 1200);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                file[from + random.nextInt(file.length - from)] = mutation(random);
            }
            assertThat(result(file))
                    .as("mutation %d", i)
                    .isInstanceOfAny(ParquetPreview.class, UnreadableParquet.class);
        }
    }

    private static byte mutation(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> (byte) 0xff;
            case 1 -> 0x7f;
            case 2 -> 0;
            default -> (byte) random.nextInt(256);
        };
    }
}
