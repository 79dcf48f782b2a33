package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.ObjectVersion;
import com.quiltdata.mcp.catalog.objects.VersionPage;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Lists object versions as the caller. */
record S3VersionReader(S3Session s3, MemoryBudget memory) implements VersionReader {
    /** The order of S3's listings: keys by their bytes, newest version first. */
    private static final Comparator<ObjectVersion> ORDER = Comparator.<ObjectVersion, String>comparing(
                    version -> version.object().key(), ObjectPage.KEY_ORDER)
            .thenComparing(version -> !version.latest())
            .thenComparing(S3VersionReader::written, Comparator.reverseOrder());

    @Override
    public VersionPage versions(
            Caller caller, String bucket, String prefix, int max, VersionPage.@Nullable VersionPosition after) {
        var page = memory.scope(() -> s3.call(
                caller,
                S3Target.bucket(bucket),
                as -> page(as.client()
                        .listObjectVersions(r -> r.bucket(bucket)
                                .prefix(prefix)
                                .maxKeys(max)
                                .keyMarker(after == null ? null : after.key())
                                .versionIdMarker(after == null ? null : after.versionId())
                                .encodingType(EncodingType.URL) // keys may contain characters that XML cannot
                                .overrideConfiguration(as.override())))));
        memory.charge((long) page.versions().size() * S3ObjectReader.KEY_COST);
        return page;
    }

    /** Returns versions and delete markers, which the client lists separately, in S3's order. */
    static List<ObjectVersion> of(ListObjectVersionsResponse response) {
        return Stream.concat(
                        response.versions().stream().map(S3VersionReader::version),
                        response.deleteMarkers().stream().map(S3VersionReader::marker))
                .sorted(ORDER)
                .toList();
    }

    private static VersionPage page(ListObjectVersionsResponse response) {
        var versions = of(response);
        if (!Boolean.TRUE.equals(response.isTruncated())) {
            return new VersionPage(versions, null);
        }
        if (response.nextKeyMarker() == null || versions.isEmpty()) {
            throw new Failure.Unavailable(
                    "S3 cut the listing short without a position to continue from; try again.", null);
        }
        return new VersionPage(
                versions, new VersionPage.VersionPosition(response.nextKeyMarker(), response.nextVersionIdMarker()));
    }

    private static ObjectVersion version(software.amazon.awssdk.services.s3.model.ObjectVersion version) {
        return new ObjectVersion(
                new ObjectSummary(
                        version.key(),
                        version.size(),
                        version.lastModified(),
                        version.eTag(),
                        version.storageClassAsString()),
                version.versionId(),
                Boolean.TRUE.equals(version.isLatest()),
                false);
    }

    private static ObjectVersion marker(DeleteMarkerEntry marker) {
        return new ObjectVersion(
                new ObjectSummary(marker.key(), 0, marker.lastModified(), null, null),
                marker.versionId(),
                Boolean.TRUE.equals(marker.isLatest()),
                true);
    }

    private static Instant written(ObjectVersion version) {
        var written = version.object().lastModified();
        return written == null ? Instant.EPOCH : written;
    }
}
