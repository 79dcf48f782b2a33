package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shares the reads of objects. Links are signed here, without a request that could be shared. */
public record SharedObjectReader(ObjectReader objects, CallerReads reads) implements ObjectReader {
    private record ListQuestion(
            S3Prefix prefix,
            @Nullable String delimiter,
            int maxKeys,
            @Nullable String after) {}

    @Override
    public ObjectPage list(
            Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String after) {
        return reads.share(
                caller,
                new ListQuestion(prefix, delimiter, maxKeys, after),
                () -> objects.list(caller, prefix, delimiter, maxKeys, after));
    }

    private record InfoQuestion(ObjectLocation location) {}

    @Override
    public ObjectInfo info(Caller caller, ObjectLocation location) {
        return reads.share(caller, new InfoQuestion(location), () -> objects.info(caller, location));
    }

    private record ReadQuestion(ObjectLocation location, long offset, int maxBytes) {}

    @Override
    public ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes) {
        return reads.share(
                caller,
                new ReadQuestion(location, offset, maxBytes),
                () -> objects.read(caller, location, offset, maxBytes));
    }

    @Override
    public SignedLink link(Caller caller, ObjectLocation location, Duration lifetime) {
        return objects.link(caller, location, lifetime);
    }
}
