package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.catalog.ObjectLocation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object in a search result, with the version that matched.
 *
 * @param size in bytes; null where the index has none
 * @param snippet its indexed text around the first word of the query
 */
public record ObjectHit(
        ObjectLocation location,
        double score,
        @Nullable Long size,
        Instant modified,
        @Nullable String snippet) {
    /** Removes duplicate objects from a page: the newest version is kept, at the position of the first. */
    public static List<ObjectHit> eachOnce(List<ObjectHit> page) {
        var newest = new LinkedHashMap<Map.Entry<String, String>, ObjectHit>();
        page.forEach(hit -> newest.merge(
                Map.entry(hit.location().bucket(), hit.location().key()),
                hit,
                (first, second) -> second.modified().isAfter(first.modified()) ? second : first));
        return List.copyOf(newest.values());
    }
}
