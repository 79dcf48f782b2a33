package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.SignedLink;
import java.time.Duration;
import java.time.Instant;

/** Presigns downloads: SigV4 in the bucket's region, never longer than the credentials live. */
final class Links {
    private static final Duration LONGEST = Duration.ofDays(7); // what SigV4 allows
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final S3Clients clients;

    Links(S3Clients clients) {
        this.clients = clients;
    }

    SignedLink sign(S3Session.As as, ObjectLocation at, Duration asked) {
        var left =
                Duration.between(Instant.now(), as.credentials().expiration()).minus(MARGIN);
        var lifetime = Duration.ofSeconds(shorter(shorter(asked, LONGEST), left).toSeconds());
        if (!lifetime.isPositive()) {
            throw new Unavailable("The AWS credentials are about to expire; try again in a minute.", null);
        }
        var signed = clients.presigner(as.region())
                .presignGetObject(p -> p.signatureDuration(lifetime)
                        .getObjectRequest(r -> r.bucket(at.bucket())
                                .key(at.key())
                                .versionId(at.versionId())
                                .overrideConfiguration(as.override())));
        return new SignedLink(signed.url().toExternalForm(), signed.expiration());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
