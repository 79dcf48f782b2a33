package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectVersion;
import com.quiltdata.mcp.catalog.S3Uri;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;

/** What is said of an object whose latest version is a delete marker: which of its versions can still be read. */
record Markers(S3Client client, S3Session.As as, ObjectLocation at) {
    private static final int LISTED = 100;
    private static final int TOLD = 10;

    /** Does it, and where it meets a delete marker says what is behind it. */
    <T> T behind(Supplier<T> read) {
        try {
            return read.get();
        } catch (AwsServiceException e) {
            if (S3Faults.deleteMarker(e)) {
                throw missing(e);
            }
            throw e;
        }
    }

    private Missing missing(AwsServiceException met) {
        try {
            var page = client.listObjectVersions(r -> r.bucket(at.bucket())
                    .prefix(at.key())
                    .maxKeys(LISTED)
                    .encodingType(EncodingType.URL)
                    .overrideConfiguration(as.override()));
            return new Missing(sentence(Versions.of(page).stream()
                    .filter(version -> version.object().key().equals(at.key()))
                    .filter(version -> !version.deleteMarker())
                    .toList()));
        } catch (SdkException e) {
            met.addSuppressed(e);
            throw met; // who may not list versions is told without them
        }
    }

    private String sentence(List<ObjectVersion> readable) {
        var uris = readable.stream()
                .limit(TOLD)
                .map(version -> S3Uri.print(version.location(at.bucket())))
                .collect(Collectors.joining(", "));
        var marker = "The %s is deleted: %s a delete marker. "
                .formatted(
                        Target.object(at).words(),
                        at.versionId() == null ? "what stands there now is" : "this version is");
        if (readable.isEmpty()) {
            return marker + "No version of it is left to read.";
        }
        return marker + "Versions that can still be read, newest first: " + uris
                + (readable.size() > TOLD
                        ? ", and older ones, which bucket_objects_list tells with include_versions=true"
                        : "")
                + ".";
    }
}
