package com.quiltdata.mcp.catalog.packages;

import com.google.common.hash.Hashing;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts hashes to one type where possible, so that equal content has equal hashes whichever type was recorded. */
public final class ContentHash {
    private static final String CHUNKED = "sha2-256-chunked";
    private static final Hash EMPTY = new Hash(CHUNKED, "");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** Size of a chunk: the chunked hash of a file of one chunk is the hash of its SHA-256. */
    private static final int CHUNK = 8 << 20;

    private ContentHash() {}

    /** Returns the chunked hash if it follows from the recorded one, else the recorded one; null if there is none. */
    public static @Nullable Hash of(PackageEntry.File file) {
        var hash = file.hash();
        if (hash != null && file.size() == 0) {
            return EMPTY;
        }
        return hash != null
                        && hash.type().equals("SHA256")
                        && file.size() <= CHUNK
                        && SHA256.matcher(hash.value()).matches()
                ? new Hash(CHUNKED, chunked(HexFormat.of().parseHex(hash.value())))
                : hash;
    }

    private static String chunked(byte[] sha256) {
        return Base64.getEncoder()
                .encodeToString(Hashing.sha256().hashBytes(sha256).asBytes());
    }
}
