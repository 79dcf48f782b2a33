package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectVersion;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.EncodingType;

/** Explains delete markers: lists the versions that can still be read of an object whose latest version is one. */
record DeleteMarkers(S3Session.CallContext as, ObjectLocation at) {
    private static final int MAX_LISTED = 100;
    private static final int MAX_NAMED = 10;

    /** Runs the read; when it hits a delete marker, throws a sentence with the versions behind that. */
    <T> T explain(Supplier<T> read) {
        try {
            return read.get();
        } catch (AwsServiceException e) {
            if (S3FailureMapper.deleteMarker(e)) {
                throw missing(e);
            }
            throw e;
        }
    }

    private Failure.NotFound missing(AwsServiceException refusal) {
        try {
            var page = as.client()
                    .listObjectVersions(r -> r.bucket(at.bucket())
                            .prefix(at.key())
                            .maxKeys(MAX_LISTED)
                            .encodingType(EncodingType.URL)
                            .overrideConfiguration(as.override()));
            var own = S3VersionReader.of(page).stream()
                    .filter(version -> version.object().key().equals(at.key()))
                    .toList();
            var readable =
                    own.stream().filter(version -> !version.deleteMarker()).toList();
            return new Failure.NotFound(sentence(readable, own.size() < MAX_LISTED));
        } catch (SdkException _) {
            throw refusal; // the caller may not list versions
        }
    }

    /** Returns what can be read; {@code complete} is whether every version of the object is known. */
    private String sentence(List<ObjectVersion> readable, boolean complete) {
        var uris = readable.stream()
                .limit(MAX_NAMED)
                .map(version -> S3Uri.print(version.location(at.bucket())))
                .collect(Collectors.joining(", "));
        var marker = "The %s is deleted: %s a delete marker. "
                .formatted(
                        S3Target.object(at).words(),
                        at.versionId() == null ? "its current version is" : "this version is");
        if (readable.isEmpty()) {
            return marker
                    + (complete
                            ? "No readable version of it is left."
                            : "Its newest " + MAX_LISTED + " versions are delete markers; list older ones with"
                                    + " bucket_objects_list and include_versions=true.");
        }
        return marker + "Versions that can still be read, newest first: " + uris
                + (readable.size() > MAX_NAMED || !complete
                        ? ", and older ones, which bucket_objects_list lists with include_versions=true"
                        : "")
                + ".";
    }
}
