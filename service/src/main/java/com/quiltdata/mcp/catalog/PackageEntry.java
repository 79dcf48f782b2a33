package com.quiltdata.mcp.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a package holds, by full logical key. */
public sealed interface PackageEntry {
    String path();

    /** A file; {@code hash} is absent where the registry does not give it (packages of very many entries). */
    record File(
            String path,
            long size,
            String physicalKey,
            @Nullable Hash hash,
            @Nullable Map<String, Object> metadata) implements PackageEntry {}

    /** A folder; {@code path} ends in a slash, or is empty at the root. */
    record Folder(String path, @Nullable Long size) implements PackageEntry {}

    /** Type is {@code sha2-256-chunked}, {@code SHA256} or {@code CRC64NVME}; value as the manifest has it. */
    record Hash(String type, String value) {}
}
