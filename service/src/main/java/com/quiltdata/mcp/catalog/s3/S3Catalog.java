package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;

/**
 * The adapters over S3.
 *
 * @param resources closes the connections; must be managed by the lifecycle
 */
public record S3Catalog(
        ObjectReader reader, VersionReader versions, ObjectWriter writer, ManifestReader manifests, Managed resources) {
    /** Returns these adapters with another object reader. */
    public S3Catalog withReader(ObjectReader other) {
        return new S3Catalog(other, versions, writer, manifests, resources);
    }

    /** Returns the adapters over S3, which use only the credentials of each caller. */
    public static S3Catalog of(CredentialsSource credentials, S3Settings settings) {
        return of(credentials, settings, MemoryBudget.unlimited(), ExchangeRecorder.untold(), BreakerRegistry.none());
    }

    /**
     * Returns the adapters over S3, which charge the bytes they read to the budget, measure each call, and refuse calls
     * while the breaker of their region is open.
     */
    public static S3Catalog of(
            CredentialsSource credentials,
            S3Settings settings,
            MemoryBudget memory,
            ExchangeRecorder exchanges,
            BreakerRegistry breakers) {
        var clients = new S3Clients(settings, memory, exchanges, breakers);
        var session = new S3Session(credentials, clients, new BucketRegionCache(settings, clients));
        var links = new LinkSigner(clients);
        var reader = new S3ObjectReader(session, links, memory);
        return new S3Catalog(
                reader,
                new S3VersionReader(session, memory),
                new S3ObjectWriter(session, links),
                new S3ManifestReader(session, reader, memory, settings.manifestBytes()),
                clients);
    }
}
