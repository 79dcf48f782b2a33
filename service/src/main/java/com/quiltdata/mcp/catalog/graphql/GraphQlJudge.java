package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Unauthenticated;
import com.quiltdata.mcp.catalog.SessionJudge;
import com.quiltdata.mcp.catalog.http.Json;
import java.time.Duration;

/** Judges tokens by {@code Query.me}; leaves them to another judge where the registry's schema has no such field. */
final class GraphQlJudge implements SessionJudge {
    private final GraphQlClient client;
    private final SessionJudge fallback;

    GraphQlJudge(GraphQlClient client, SessionJudge fallback) {
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
                return new Verdict.Accepted(Json.text(me.path("role"), "name"));
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
