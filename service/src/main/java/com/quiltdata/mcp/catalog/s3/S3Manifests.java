package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageName;
import java.io.IOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads {@code .quilt/packages/<hash>} as the caller, parsed as it arrives. */
final class S3Manifests implements ManifestReader {
    private static final Pattern TOP_HASH = Pattern.compile("[0-9a-f]{64}");

    private final S3Session s3;
    private final ObjectReader objects;
    private final ManifestShares shares;

    S3Manifests(S3Session s3, ObjectReader objects, ManifestShares shares) {
        this.s3 = s3;
        this.objects = objects;
        this.shares = shares;
    }

    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        if (!TOP_HASH.matcher(hash).matches()) {
            throw new Rejected("revision", "A manifest is found by a full top hash of 64 hexadecimal digits.");
        }
        var info = info(caller, name, hash);
        return shares.holding(info.size(), () -> work.apply(read(caller, info, hash)));
    }

    private ObjectInfo info(Caller caller, PackageName name, String hash) {
        try {
            return objects.info(caller, new ObjectLocation(name.bucket(), ".quilt/packages/" + hash, null));
        } catch (Missing e) {
            throw new Missing("Package `" + name.name() + "` in bucket `" + name.bucket() + "` has no revision `" + hash
                    + "`, or you may not see it.");
        }
    }

    private Manifest read(Caller caller, ObjectInfo info, String hash) {
        var at = info.location();
        var taken = s3.call(
                caller,
                Target.object(at),
                (client, as) -> client.getObject(
                        r -> r.bucket(at.bucket())
                                .key(at.key())
                                .versionId(at.versionId())
                                .overrideConfiguration(as.override()),
                        new Whole(hash, info.size())));
        if (taken.manifest() == null) {
            throw new Unavailable(
                    "The manifest `" + hash + "` in bucket `" + at.bucket() + "` is not one that Quilt writes ("
                            + taken.fault() + "); push the package again, or take another revision.",
                    null);
        }
        return taken.manifest();
    }

    /** A manifest, or what is wrong with it: the client would wrap what is thrown. */
    private record Taken(
            @Nullable Manifest manifest, @Nullable String fault) {}

    /** Takes all of an object, of which the size is known, or none of it. */
    private record Whole(String hash, long size) implements ResponseTransformer<GetObjectResponse, Taken> {
        @Override
        public Taken transform(GetObjectResponse response, AbortableInputStream in) {
            var lines = new Lines(in, ManifestParser.LONGEST_RECORD);
            try {
                var manifest = ManifestParser.parse(hash, lines);
                if (lines.read() != size) {
                    throw RetryableException.create("the manifest ended early");
                }
                return new Taken(manifest, null);
            } catch (ManifestParser.Malformed e) {
                if (lines.ended() && lines.read() != size) {
                    throw RetryableException.create("the manifest ended early", e);
                }
                in.abort();
                return new Taken(null, e.getMessage());
            } catch (IOException e) {
                throw RetryableException.create("the manifest broke off", e);
            }
        }
    }
}
