package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.VersionReader;
import io.dropwizard.lifecycle.Managed;

/**
 * What is read from and written to S3.
 *
 * @param resources closes the connections; to be handed to the lifecycle
 */
public record S3Catalog(ObjectReader reader, VersionReader versions, ObjectWriter writer, Managed resources) {
    /** The ports over S3 with the credentials of each caller, and no others. */
    public static S3Catalog of(CredentialsSource credentials, S3Settings settings) {
        var clients = new S3Clients(settings);
        var session = new S3Session(credentials, clients, new BucketRegions(settings, clients));
        var links = new Links(clients);
        return new S3Catalog(
                new S3ObjectReader(session, links), new Versions(session), new S3ObjectWriter(session, links), clients);
    }
}
