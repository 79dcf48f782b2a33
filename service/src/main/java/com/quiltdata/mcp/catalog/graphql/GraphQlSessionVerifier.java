package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import java.time.Duration;

/** Judges tokens by {@code Query.me}, and by another verifier where the registry's schema lacks that field. */
record GraphQlSessionVerifier(GraphQlClient client, SessionVerifier fallback) implements SessionVerifier {
    @Override
    public Verdict judge(Caller caller, Duration limit) {
        var start = System.nanoTime();
        try {
            var response = client.session(caller, limit);
            if (response.hasUser()) {
                return new Verdict.Accepted(response.role());
            } else if (response.hasNoUser()) {
                return new Verdict.Refused();
            }
            return response.isInvalid()
                    ? fallback.judge(caller, limit.minusNanos(System.nanoTime() - start))
                    : new Verdict.None();
        } catch (UnauthenticatedException e) {
            return new Verdict.Refused();
        } catch (Failure e) {
            return new Verdict.None();
        }
    }
}
