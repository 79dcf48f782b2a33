package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.ObjectInfo;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageName;
import java.io.IOException;
import java.time.Duration;
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

    /**
     * What a byte of a manifest costs in memory: the entries once, and what is made of them once more. Entries as Quilt writes
     * them take 0.9 bytes for each; metadata takes more, and is charged as it is read.
     */
    private static final int COST = 2;

    /** Longer than others wait: who goes before may push a large package meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The bytes of manifests that the call has in hand. */
    private static final ScopedValue<Long> READ = ScopedValue.newInstance();

    private final S3Session s3;
    private final ObjectReader objects;
    private final BytesInHand memory;
    private final int maxBytes;

    /** @param maxBytes of manifests that one call may have in hand at a time */
    S3Manifests(S3Session s3, ObjectReader objects, BytesInHand memory, int maxBytes) {
        this.s3 = s3;
        this.objects = objects;
        this.memory = memory;
        this.maxBytes = maxBytes;
    }

    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        if (!TOP_HASH.matcher(hash).matches()) {
            throw new Rejected("revision", "A manifest is found by a full top hash of 64 hexadecimal digits.");
        }
        var info = info(caller, name, hash);
        var read = READ.orElse(0L);
        if (read + info.size() > maxBytes) {
            throw tooLarge(info.size(), read);
        }
        return memory.scope(() -> {
            memory.charge(info.size() * COST, PATIENCE);
            var manifest = read(caller, info, hash);
            return ScopedValue.where(READ, read + info.size()).call(() -> work.apply(manifest));
        });
    }

    private CatalogException tooLarge(long size, long read) {
        var together = read == 0 ? "" : " together with the other one that it is worked on with";
        return new TooLarge("The manifest of this revision has %d bytes,%s more than the %d that this server reads"
                        .formatted(size, together, maxBytes)
                + " (QUILT_MCP_MANIFEST_BYTES); browse the package by folder instead.");
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
                        new Whole(hash, info.size(), memory)));
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
    private record Whole(String hash, long size, BytesInHand memory)
            implements ResponseTransformer<GetObjectResponse, Taken> {
        @Override
        public Taken transform(GetObjectResponse response, AbortableInputStream in) {
            var lines = new Lines(in, ManifestParser.LONGEST_RECORD);
            try {
                var manifest = ManifestParser.parse(hash, lines, memory);
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
