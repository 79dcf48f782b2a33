package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import java.time.Duration;

/** Judges tokens by {@code Query.me}, and by another judge where the registry's schema lacks that field. */
final class GraphQlSessionVerifier implements SessionVerifier {
    private final GraphQlClient client;
    private final SessionVerifier fallback;

    GraphQlSessionVerifier(GraphQlClient client, SessionVerifier fallback) {
        this.client = client;
        this.fallback = fallback;
    }

    @Override
    public Verdict judge(Caller caller, Duration limit) {
        var start = System.nanoTime();
        try {
            var answer = client.session(caller, limit);
            var me = answer.data().path("me");
            if (me.isObject()) {
                return new Verdict.Accepted(UpstreamJson.text(me.path("role"), "name"));
            } else if (answer.toNobody()) {
                return new Verdict.Refused();
            }
            return answer.invalid()
                    ? fallback.judge(caller, limit.minusNanos(System.nanoTime() - start))
                    : new Verdict.None();
        } catch (UnauthenticatedException e) {
            return new Verdict.Refused();
        } catch (Failure e) {
            return new Verdict.None();
        }
    }
}
