package com.quiltdata.mcp.catalog.parquet;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ByteRanges;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;

/** Parquet files: a bounded preview, or a reason. */
public final class ParquetFuzz {
    private static final ObjectLocation AT = new ObjectLocation("bucket-1", "x.parquet", null);
    private static final int MAX_ROWS = 50;
    private static final int MAX_BYTES = 4 << 20;

    private ParquetFuzz() {}

    public static void check(byte[] input) {
        var objects = new MemoryObjects().with(AT.bucket(), AT.key(), input);
        var caller = Calls.any().caller();
        var file = new ByteRanges(objects, caller, objects.read(caller, AT, 0, 64));
        switch (ParquetFiles.reader().read(file, MAX_ROWS, MAX_BYTES)) {
            case ParquetReader.ParquetPreview preview ->
                require(
                        preview.rows().size() <= MAX_ROWS,
                        "%d rows",
                        preview.rows().size());
            case ParquetReader.UnreadableParquet unreadable -> Sentences.check(unreadable.toString(), "");
        }
    }
}
