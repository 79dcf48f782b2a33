package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.catalog.objects.SignedUpload;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Presigns downloads and uploads with SigV4 in the bucket's region, never beyond the credentials' expiry. */
record LinkSigner(S3Clients clients) {
    private static final Duration MAX_LIFETIME = Duration.ofDays(7); // SigV4's maximum
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** S3 refuses what is dated 15 minutes after its own time. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(14);

    SignedLink sign(S3Session.CallContext as, ObjectLocation at, Duration requested) {
        var lifetime = lifetime(as, requested);
        var signed = clients.presigner(as.region())
                .presignGetObject(p -> p.signatureDuration(lifetime)
                        .getObjectRequest(r -> r.bucket(at.bucket())
                                .key(at.key())
                                .versionId(at.versionId())
                                .overrideConfiguration(as.override())));
        return new SignedLink(signed.url().toExternalForm(), signed.expiration());
    }

    SignedUpload sign(S3Session.CallContext as, UploadLinkRequest terms, Duration requested) {
        var lifetime = lifetime(as, requested);
        var type = terms.contentType() == null ? MediaTypeDetector.of(terms.key()) : terms.contentType();
        var signed = clients.presigner(as.region())
                .presignPutObject(p -> p.signatureDuration(lifetime)
                        .putObjectRequest(r -> r.bucket(terms.bucket())
                                .key(terms.key())
                                .contentType(type)
                                .ifNoneMatch(terms.overwrite() ? null : "*")
                                .overrideConfiguration(as.override())));
        var headers = new TreeMap<String, String>();
        signed.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new SignedUpload(signed.url().toExternalForm(), headers, signed.expiration());
    }

    /** Returns the lifetime, counted by S3 from this server's time; a clock that is behind makes it longer. */
    private Duration lifetime(S3Session.CallContext as, Duration requested) {
        var remaining =
                Duration.between(Instant.now(), as.credentials().expiration()).minus(MARGIN);
        var lifetime =
                Collections.min(List.of(requested, MAX_LIFETIME, remaining)).truncatedTo(ChronoUnit.SECONDS);
        if (!lifetime.isPositive()) {
            throw new Failure.Unavailable("The AWS credentials are about to expire; try again in a minute.", null);
        }
        var ahead = clients.clock().ahead();
        var counted = ahead.isNegative() ? lifetime.minus(ahead).truncatedTo(ChronoUnit.SECONDS) : lifetime;
        if (ahead.compareTo(MAX_AHEAD) > 0 || counted.compareTo(MAX_LIFETIME) > 0) {
            throw new Failure.Unavailable(
                    "This server's clock differs from S3's by %,d minutes, so S3 would not accept the link; ask its operators to correct it."
                            .formatted(ahead.abs().toMinutes()));
        }
        return counted;
    }
}
