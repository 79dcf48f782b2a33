package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Unauthenticated;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
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
        } catch (Unauthenticated e) {
            return new Verdict.Refused();
        } catch (CatalogException e) {
            return new Verdict.None();
        }
    }
}
