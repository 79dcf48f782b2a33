package com.quiltdata.mcp.catalog.packages;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file or folder of a package, by full logical key. */
public sealed interface PackageEntry {
    /** The order of logical keys, which is Python's: by code point, whereas strings compare by UTF-16 units. */
    Comparator<String> KEY_ORDER = Comparator.comparing(key -> key.codePoints().toArray(), Arrays::compare);

    String path();

    /** A file; {@code hash} is null where the registry omits it (packages of very many entries). */
    record File(
            String path,
            long size,
            String physicalKey,
            @Nullable Hash hash,
            @Nullable Map<String, Object> metadata) implements PackageEntry {}

    /** A folder; {@code path} ends in a slash, and is empty for the root. */
    record Folder(String path, @Nullable Long size) implements PackageEntry {}

    /** A checksum: type {@code sha2-256-chunked}, {@code SHA256} or {@code CRC64NVME}, value as in the manifest. */
    record Hash(String type, String value) {}
}
