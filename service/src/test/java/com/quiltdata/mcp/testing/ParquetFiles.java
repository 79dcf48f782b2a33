package com.quiltdata.mcp.testing;

import com.google.common.io.Resources;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.catalog.parquet.HardwoodParquetReader;
import com.quiltdata.mcp.memory.ByteBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The Parquet files among the resources of the tests, and a reader of such files. */
public final class ParquetFiles {
    private ParquetFiles() {}

    public static ParquetReader reader() {
        return new HardwoodParquetReader(new MemoryBudget(new ByteBudget(1L << 28, Duration.ofMillis(1))));
    }

    public static byte[] read(String name) {
        try {
            return Resources.toByteArray(Resources.getResource("parquet/%s.parquet".formatted(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
