package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.breaker.Breakers;
import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.VersionReader;
import com.quiltdata.mcp.traces.Exchanges;
import io.dropwizard.lifecycle.Managed;

/**
 * What is read from and written to S3.
 *
 * @param resources closes the connections; to be handed to the lifecycle
 */
public record S3Catalog(
        ObjectReader reader, VersionReader versions, ObjectWriter writer, ManifestReader manifests, Managed resources) {
    /** The same ports with another reader of objects. */
    public S3Catalog reading(ObjectReader other) {
        return new S3Catalog(other, versions, writer, manifests, resources);
    }

    /** The ports over S3 with the credentials of each caller, and no others. */
    public static S3Catalog of(CredentialsSource credentials, S3Settings settings) {
        return of(credentials, settings, BytesInHand.unlimited(), Exchanges.untold(), Breakers.none());
    }

    /**
     * The ports over S3, charging what they read to the budget, with each call measured, and held back while the breaker of its
     * region is open.
     */
    public static S3Catalog of(
            CredentialsSource credentials,
            S3Settings settings,
            BytesInHand memory,
            Exchanges exchanges,
            Breakers breakers) {
        var clients = new S3Clients(settings, memory, exchanges, breakers);
        var session = new S3Session(credentials, clients, new BucketRegions(settings, clients));
        var links = new Links(clients);
        var reader = new S3ObjectReader(session, links, memory);
        return new S3Catalog(
                reader,
                new Versions(session, memory),
                new S3ObjectWriter(session, links),
                new S3Manifests(session, reader, memory, settings.manifestBytes()),
                clients);
    }
}
