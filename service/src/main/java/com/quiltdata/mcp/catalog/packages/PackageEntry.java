package com.quiltdata.mcp.catalog.packages;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file or folder of a package, by full logical key. */
public sealed interface PackageEntry {
    /** The order of logical keys, which is Python's: by code point, whereas strings compare by UTF-16 units. */
    Comparator<String> KEY_ORDER = PackageEntry::compare;

    /** The order of entries by their logical keys. */
    Comparator<PackageEntry> ENTRY_ORDER = Comparator.comparing(PackageEntry::path, KEY_ORDER);

    String path();

    private static int compare(String one, String other) {
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Surrogates stand for the code points above all others. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }

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
