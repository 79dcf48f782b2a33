package com.quiltdata.sandbox.packages;

import com.quiltdata.sandbox.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top hash of a revision: SHA-256 of the header and the entries in tree order, each in canonical JSON. */
public final class TopHash {
    /** Tree order: segment by segment, so that {@code a/b} comes before {@code a-b}. */
    public static final Comparator<String> TREE_ORDER = TopHash::compareSegments;

    private TopHash() {}

    public static String of(Map<String, @Nullable Object> header, List<Entry> entries) {
        MessageDigest digest = ChunkedHash.sha256();
        update(digest, header);
        entries.stream()
                .sorted(Comparator.comparing(Entry::logicalKey, TREE_ORDER))
                .forEach(entry -> update(digest, entry.hashed()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, Map<String, @Nullable Object> value) {
        digest.update(CanonicalJson.write(value).getBytes(StandardCharsets.US_ASCII));
    }

    private static int compareSegments(String left, String right) {
        String[] a = left.split("/", -1);
        String[] b = right.split("/", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = CanonicalJson.BY_CODE_POINT.compare(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }
}
