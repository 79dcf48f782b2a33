package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.admission.VerdictCache;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.graphql.GraphQlCatalog;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a role switch, the next request to S3 has credentials of the new role. */
final class RoleSwitchTest {
    private static final Caller ADA = Caller.of("token-of-ada");

    private final FakeUpstream registry = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final VerdictCache verdicts = new VerdictCache(Duration.ofMinutes(1), InstantSource.system());
    private final RestCatalog rest = RestCatalog.of(http, registry.url(), registry.url(), verdicts, true);
    private final GraphQlCatalog graphql = GraphQlCatalog.of(
            http,
            registry.url() + "/graphql",
            new PerCallCache(true),
            verdicts,
            (_, _) -> new SessionVerifier.Verdict.None());
    private volatile String role = "Lab";

    @AfterEach
    void close() throws IOException {
        http.stop();
        registry.close();
    }

    private void respond(HttpExchange exchange) throws IOException {
        var switching = registry.seen().getLast().body().contains("\"SwitchRole\"");
        role = switching ? "Guest" : role;
        var me =
                "\"name\": \"ada\", \"email\": \"a@x\", \"isAdmin\": false, \"role\": {\"name\": \"%s\"}, \"roles\": []"
                        .formatted(role);
        var body = exchange.getRequestURI().getPath().endsWith("/get_credentials")
                ? "{\"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"s\", \"SessionToken\": \"t\", \"Expiration\": \"%s\"}"
                        .formatted(role, Instant.now().plusSeconds(3600))
                : switching
                        ? "{\"data\": {\"switchRole\": {\"__typename\": \"Me\", %s}}}".formatted(me)
                        : "{\"data\": {\"me\": {%s}}}".formatted(me);
        FakeUpstream.answer(exchange, 200, "application/json", body);
    }

    /** Also if it is not known which role the cached credentials are of. */
    @Test
    void dropsCredentialsOfTheFormerRole() {
        for (var roleIsKnown : List.of(true, false)) {
            role = "Lab";
            verdicts.onChange(rest.credentials()::forget);
            registry.answering(this::respond);
            rest.credentials().forget(ADA);
            if (roleIsKnown) {
                graphql.identity().me(ADA);
            }
            assertThat(rest.credentials().get(ADA).accessKeyId()).isEqualTo("Lab");
            assertThat(rest.credentials().get(ADA).accessKeyId()).isEqualTo("Lab");
            graphql.account().roles().switchRole(ADA, "Guest");
            assertThat(rest.credentials().get(ADA).accessKeyId()).isEqualTo("Guest");
        }
    }
}
