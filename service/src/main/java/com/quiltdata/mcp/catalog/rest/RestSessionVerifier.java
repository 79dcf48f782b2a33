package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import java.time.Duration;

/** Judges tokens by {@code GET {registry}/api/me}, for registries whose GraphQL schema has no {@code me}. */
final class RestSessionVerifier implements SessionVerifier {
    private final UpstreamHttp http;
    private final Upstream endpoint;

    RestSessionVerifier(UpstreamHttp http, String registryUrl) {
        this.http = http.forSessions();
        this.endpoint = Upstream.me(registryUrl);
    }

    @Override
    public Verdict judge(Caller caller, Duration limit) {
        try {
            return http.get(endpoint, caller, limit).ok() ? new Verdict.Accepted(null) : new Verdict.None();
        } catch (UnauthenticatedException e) {
            return new Verdict.Refused();
        } catch (Failure e) {
            return new Verdict.None();
        }
    }
}
