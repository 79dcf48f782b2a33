package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.VersionReader;
import com.quiltdata.mcp.traces.Exchanges;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;

/**
 * What is read from and written to S3.
 *
 * @param resources closes the connections; to be handed to the lifecycle
 */
public record S3Catalog(
        ObjectReader reader, VersionReader versions, ObjectWriter writer, ManifestReader manifests, Managed resources) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The ports over S3 with the credentials of each caller, and no others. */
    public static S3Catalog of(CredentialsSource credentials, S3Settings settings) {
        return of(credentials, settings, Exchanges.untold());
    }

    /** The same, with each call to S3 measured. */
    public static S3Catalog of(CredentialsSource credentials, S3Settings settings, Exchanges exchanges) {
        var clients = new S3Clients(settings, exchanges);
        var session = new S3Session(credentials, clients, new BucketRegions(settings, clients));
        var links = new Links(clients);
        var reader = new S3ObjectReader(session, links);
        var shares = new ManifestShares(settings.manifestBytes(), PATIENCE);
        return new S3Catalog(
                reader,
                new Versions(session),
                new S3ObjectWriter(session, links),
                new S3Manifests(session, reader, shares),
                clients);
    }
}
