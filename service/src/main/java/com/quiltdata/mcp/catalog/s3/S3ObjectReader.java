package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists, describes, reads and links objects as the caller. */
record S3ObjectReader(S3Session s3, LinkSigner links, MemoryBudget memory) implements ObjectReader {
    /** Bytes of memory for one key of a parsed page. */
    static final int KEY_COST = 500;

    private static final int NO_SUCH_RANGE = 416;

    @Override
    public ObjectPage list(
            Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String after) {
        var page = memory.scope(() -> s3.call(
                caller,
                S3Target.bucket(prefix.bucket()),
                as -> page(as.client()
                        .listObjectsV2(r -> r.bucket(prefix.bucket())
                                .prefix(prefix.prefix())
                                .delimiter(delimiter)
                                .maxKeys(maxKeys)
                                .startAfter(after)
                                .encodingType(EncodingType.URL) // keys may contain characters that XML cannot
                                .overrideConfiguration(as.override())))));
        memory.charge((long) (page.objects().size() + page.folders().size()) * KEY_COST);
        return page;
    }

    @Override
    public ObjectInfo info(Caller caller, ObjectLocation at) {
        return s3.call(caller, S3Target.object(at), as -> new DeleteMarkers(as, at).explain(() -> as.head(at)));
    }

    /** Sends one GET of the requested range; an empty object, which has no ranges, is requested again without one. */
    @Override
    public ObjectContent read(Caller caller, ObjectLocation at, long offset, int maxBytes) {
        var reader = new ByteRangeReader(at, offset, maxBytes, memory);
        return s3.call(caller, S3Target.object(at), as -> new DeleteMarkers(as, at).explain(() -> content(as, reader)));
    }

    private static ObjectContent content(S3Session.CallContext as, ByteRangeReader reader) {
        try {
            return as.get(reader.at(), reader.range(), reader);
        } catch (AwsServiceException e) {
            if (e.statusCode() != NO_SUCH_RANGE || reader.offset() > 0) {
                throw e;
            }
            return as.get(reader.at(), null, reader);
        }
    }

    @Override
    public SignedLink link(Caller caller, ObjectLocation at, Duration lifetime) {
        return s3.call(caller, S3Target.object(at), as -> links.sign(as, at, lifetime));
    }

    private static ObjectPage page(ListObjectsV2Response response) {
        var more = Boolean.TRUE.equals(response.isTruncated());
        var objects = response.contents().stream().map(S3ObjectReader::summary).toList();
        var folders =
                response.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
        var last = Stream.concat(
                        objects.stream().map(ObjectSummary::key),
                        folders.stream().map(ObjectPage::afterAll))
                .max(ObjectPage.KEY_ORDER);
        if (more && last.isEmpty()) {
            throw new Failure.Unavailable(
                    "S3 cut the listing short without a position to continue from; try again.", null);
        }
        return new ObjectPage(objects, folders, more ? last.get() : null);
    }

    private static ObjectSummary summary(S3Object object) {
        return new ObjectSummary(
                object.key(), object.size(), object.lastModified(), object.eTag(), object.storageClassAsString());
    }
}
