package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectPage;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectSummary;
import com.quiltdata.mcp.catalog.SignedLink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists, describes, reads and links objects as the caller. */
final class S3ObjectReader implements ObjectReader {
    /** What a key of a listing costs once the page is read. */
    static final int KEY_COST = 500;

    private static final int NO_SUCH_RANGE = 416;

    private final S3Session s3;
    private final Links links;
    private final BytesInHand memory;

    S3ObjectReader(S3Session s3, Links links, BytesInHand memory) {
        this.s3 = s3;
        this.links = links;
        this.memory = memory;
    }

    @Override
    public ObjectPage list(Caller caller, String bucket, String prefix, int maxKeys, @Nullable String after) {
        var page = memory.scope(() -> s3.call(
                caller,
                Target.bucket(bucket),
                (client, as) -> page(client.listObjectsV2(r -> r.bucket(bucket)
                        .prefix(prefix)
                        .maxKeys(maxKeys)
                        .startAfter(after)
                        .encodingType(EncodingType.URL) // keys may hold what XML cannot
                        .overrideConfiguration(as.override())))));
        memory.charge((long) page.objects().size() * KEY_COST);
        return page;
    }

    @Override
    public ObjectInfo info(Caller caller, ObjectLocation at) {
        return s3.call(
                caller,
                Target.object(at),
                (client, as) -> new Markers(client, as, at)
                        .behind(() -> Infos.of(
                                at,
                                client.headObject(r -> r.bucket(at.bucket())
                                        .key(at.key())
                                        .versionId(at.versionId())
                                        .overrideConfiguration(as.override())))));
    }

    /** One GET of no more than is wanted; an empty object, which has no ranges, is asked for once more without one. */
    @Override
    public ObjectContent read(Caller caller, ObjectLocation at, long offset, int maxBytes) {
        return s3.call(
                caller,
                Target.object(at),
                (client, as) -> new Markers(client, as, at)
                        .behind(() -> content(client, as, new FirstBytes(at, offset, maxBytes, memory))));
    }

    private static ObjectContent content(S3Client client, S3Session.As as, FirstBytes first) {
        try {
            return content(client, as, first, first.range());
        } catch (AwsServiceException e) {
            if (e.statusCode() != NO_SUCH_RANGE || first.offset() > 0) {
                throw e;
            }
            return content(client, as, first, null);
        }
    }

    private static ObjectContent content(S3Client client, S3Session.As as, FirstBytes first, @Nullable String range) {
        var at = first.at();
        return client.getObject(
                r -> r.bucket(at.bucket())
                        .key(at.key())
                        .versionId(at.versionId())
                        .range(range)
                        .overrideConfiguration(as.override()),
                first);
    }

    @Override
    public SignedLink link(Caller caller, ObjectLocation at, Duration lifetime) {
        return s3.call(caller, Target.object(at), (client, as) -> links.sign(as, at, lifetime));
    }

    private static ObjectPage page(ListObjectsV2Response response) {
        var more = Boolean.TRUE.equals(response.isTruncated());
        var objects = response.contents().stream().map(S3ObjectReader::summary).toList();
        if (more && objects.isEmpty()) {
            throw new Unavailable("S3 cut the listing short without saying how to continue it.", null);
        }
        return new ObjectPage(objects, more ? objects.getLast().key() : null);
    }

    private static ObjectSummary summary(S3Object object) {
        return new ObjectSummary(
                object.key(), object.size(), object.lastModified(), object.eTag(), object.storageClassAsString());
    }
}
