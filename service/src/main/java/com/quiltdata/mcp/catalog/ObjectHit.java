package com.quiltdata.mcp.catalog;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that was found, at the version that was.
 *
 * @param size how many bytes it has; null where the index does not say
 * @param snippet its indexed text around the first word that was asked for
 */
public record ObjectHit(
        ObjectLocation location,
        double score,
        @Nullable Long size,
        Instant modified,
        @Nullable String snippet) {
    /** The hits of a page, each object once: its newest version among them, where the first of them stood. */
    public static List<ObjectHit> eachOnce(List<ObjectHit> page) {
        var newest = new LinkedHashMap<Map.Entry<String, String>, ObjectHit>();
        page.forEach(hit -> newest.merge(
                Map.entry(hit.location().bucket(), hit.location().key()),
                hit,
                (one, other) -> other.modified().isAfter(one.modified()) ? other : one));
        return List.copyOf(newest.values());
    }
}
