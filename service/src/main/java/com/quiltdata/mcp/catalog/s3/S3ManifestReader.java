package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads {@code .quilt/packages/<hash>} while it arrives; one call holds at most {@code maxBytes} of manifests. */
record S3ManifestReader(S3Session s3, ObjectReader objects, MemoryBudget memory, int maxBytes)
        implements ManifestReader {
    private static final Pattern TOP_HASH = Pattern.compile("[0-9a-f]{64}");

    /** Bytes of memory for a byte of a manifest: its entries, and what is built of them; metadata costs extra. */
    private static final int COST = 2;

    /** Maximum wait for the budget, longer than elsewhere because the holder may be pushing a large package. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The bytes of manifests that the current call holds. */
    private static final ScopedValue<Long> READ = ScopedValue.newInstance();

    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        if (!TOP_HASH.matcher(hash).matches()) {
            throw new Failure.Invalid("revision", "Must be a full top hash of 64 hexadecimal digits.");
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

    private Failure tooLarge(long size, long read) {
        var together = read == 0 ? "" : " together with the other manifest that this call needs";
        return new Failure.TooLarge(
                "The manifest of this revision has %d bytes,%s more than the %d that this server reads"
                                .formatted(size, together, maxBytes)
                        + " (QUILT_MCP_MANIFEST_BYTES); browse the package by folder instead.");
    }

    private ObjectInfo info(Caller caller, PackageName name, String hash) {
        try {
            return objects.info(caller, new ObjectLocation(name.bucket(), ".quilt/packages/" + hash, null));
        } catch (Failure.NotFound e) {
            throw new Failure.NotFound(
                    "Package `" + name.name() + "` in bucket `" + name.bucket() + "` has no revision `" + hash
                            + "`, or you may not see it.",
                    name.bucket());
        }
    }

    private Manifest read(Caller caller, ObjectInfo info, String hash) {
        var at = info.location();
        var transformer = new ManifestTransformer(hash, info.size(), memory);
        var result = s3.call(caller, S3Target.object(at), as -> as.get(at, null, transformer));
        if (result.manifest() == null) {
            throw new Failure.Unavailable(
                    "The manifest `" + hash + "` in bucket `" + at.bucket() + "` is not in Quilt's format ("
                            + result.fault() + "); push the package again, or choose another revision.",
                    null);
        }
        return result.manifest();
    }

    /** A manifest, or its fault, returned because the client would wrap an exception. */
    private record ParseResult(
            @Nullable Manifest manifest, @Nullable String fault) {}

    /** Reads a whole object of known size, or fails. */
    private record ManifestTransformer(String hash, long size, MemoryBudget memory)
            implements ResponseTransformer<GetObjectResponse, ParseResult> {
        @Override
        public ParseResult transform(GetObjectResponse response, AbortableInputStream in) {
            var lines = new LineReader(in, ManifestParser.MAX_RECORD);
            try {
                var manifest = ManifestParser.parse(hash, lines, memory);
                if (lines.read() != size) {
                    throw RetryableException.create("the manifest ended early");
                }
                return new ParseResult(manifest, null);
            } catch (ManifestParser.MalformedManifestException e) {
                if (lines.ended() && lines.read() != size) {
                    throw RetryableException.create("the manifest ended early", e);
                }
                in.abort();
                return new ParseResult(null, e.getMessage());
            } catch (IOException e) {
                throw RetryableException.create("the manifest broke off", e);
            }
        }
    }
}
