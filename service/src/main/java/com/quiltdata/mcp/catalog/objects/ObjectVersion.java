package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;

/**
 * One version of an object, or a delete marker, which hides the versions before it and has no content.
 *
 * @param latest whether this is the current version
 */
public record ObjectVersion(ObjectSummary object, String versionId, boolean latest, boolean deleteMarker) {
    /** Returns the location of this version. */
    public ObjectLocation location(String bucket) {
        return new ObjectLocation(bucket, object.key(), versionId);
    }
}
