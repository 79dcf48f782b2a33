package com.quiltdata.mcp.catalog;

/**
 * One version of an object, or a delete marker, which hides those before it and has no content.
 *
 * @param latest whether it is what stands there now
 */
public record ObjectVersion(ObjectSummary object, String versionId, boolean latest, boolean deleteMarker) {
    /** Where the content of this version is. */
    public ObjectLocation location(String bucket) {
        return new ObjectLocation(bucket, object.key(), versionId);
    }
}
