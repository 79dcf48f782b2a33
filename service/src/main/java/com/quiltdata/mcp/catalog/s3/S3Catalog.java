package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectWriter;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;

/**
 * What is read from and written to S3.
 *
 * @param resources closes the connections; to be handed to the lifecycle
 */
public record S3Catalog(ObjectReader reader, ObjectWriter writer, ManifestReader manifests, Managed resources) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The ports over S3 with the credentials of each caller, and no others. */
    public static S3Catalog of(CredentialsSource credentials, S3Settings settings) {
        var clients = new S3Clients(settings);
        var session = new S3Session(credentials, clients, new BucketRegions(settings, clients));
        var reader = new S3ObjectReader(session, new Links(clients));
        var shares = new ManifestShares(settings.manifestBytes(), PATIENCE);
        return new S3Catalog(reader, new S3ObjectWriter(session), new S3Manifests(session, reader, shares), clients);
    }
}
