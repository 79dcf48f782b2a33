package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;

/** The adapters over S3; {@code resources} closes the connections, and must be managed by the lifecycle. */
public record S3Catalog(
        ObjectReader reader,
        VersionReader versions,
        ObjectWriter writer,
        ManifestReader manifests,
        AccessReader access,
        Managed resources) {
    private static final int MAX_PUTS_PER_CALL = 4;
    private static final int MAX_PUTS = 64;

    /** Returns these adapters with another object reader. */
    public S3Catalog withReader(ObjectReader other) {
        return new S3Catalog(other, versions, writer, manifests, access, resources);
    }

    /** Returns adapters that charge what they read, measure each call, and refuse calls while a breaker is open. */
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
                new S3ObjectWriter(session, links, new BoundedParallel(MAX_PUTS_PER_CALL, MAX_PUTS)),
                new S3ManifestReader(session, reader, memory, settings.manifestBytes()),
                new S3AccessReader(session, memory),
                clients);
    }
}
