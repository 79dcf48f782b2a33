package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the caller's own API keys; {@link Failure.NotFound} where the registry has no API keys at all. */
public interface ApiKeyReader {
    /** Returns the caller's keys of a status; null for all. */
    List<ApiKey> keys(Caller caller, @Nullable ApiKeyStatus status);

    /** Returns the caller's key with this id. */
    Optional<ApiKey> key(Caller caller, String id);
}
