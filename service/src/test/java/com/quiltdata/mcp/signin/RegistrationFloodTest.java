package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInFixture.REDIRECT;
import static com.quiltdata.mcp.signin.SignInFixture.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.admission.ClientAddressResolver;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import com.quiltdata.mcp.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers who send without end, and what a user can do meanwhile. */
@Timeout(60)
final class RegistrationFloodTest {
    private static final String METADATA = "{\"client_name\":\"Claude\",\"redirect_uris\":[\"" + REDIRECT + "\"]}";
    private static final String USER = "198.51.100.7";
    private static final SignInLimits.Rates RATES = SignInLimits.Rates.DEFAULT;

    private final SignInFixture fixture = new SignInFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void from(String address) {
        fixture.from = new ClientAddressResolver(0, _ -> false).of(address, List.of());
    }

    private ContainerResponse register(String address, String metadata) {
        from(address);
        return fixture.send("POST", "/register", Map.of(), metadata);
    }

    private static void assertLimited(ContainerResponse response) {
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(response.getEntity().toString()).startsWith("{\"error\":\"temporarily_unavailable\"");
    }

    private String registered() {
        var response = register(USER, METADATA);
        assertThat(response.getStatus()).isEqualTo(201);
        return json(response).path("client_id").asText();
    }

    private void assertSignsInAndOut(String client) {
        from(USER);
        var token = fixture.post("/token", exchange(client, fixture.code(client)));
        assertThat(token.getStatus()).isEqualTo(200);
        var refresh = json(token).path("refresh_token").asText();
        var form = Map.of("grant_type", "refresh_token", "refresh_token", refresh, "client_id", client);
        var refreshed = fixture.post("/token", form);
        assertThat(refreshed.getStatus()).isEqualTo(200);
        var revoked = Map.of("token", json(refreshed).path("refresh_token").asText(), "client_id", client);
        assertThat(fixture.post("/revoke", revoked).getStatus()).isEqualTo(200);
    }

    @Test
    void limitsOneAddressWithoutAffectingOthers() {
        for (int i = 0; i < RATES.network().burst(); i++) {
            assertThat(register("192.0.2.1", METADATA).getStatus()).isEqualTo(201);
        }
        assertLimited(register("192.0.2.1", METADATA));
        assertSignsInAndOut(registered());
    }

    @Test
    void manyAddressesOfOneIpv6NetworkCountAsOne() {
        for (int i = 0; i < RATES.network().burst(); i++) {
            assertThat(register("2001:db8:0:1::" + i, METADATA).getStatus()).isEqualTo(201);
        }
        assertLimited(register("2001:db8:0:1:ffff::1", METADATA));
        assertThat(register("2001:db8:0:2::1", METADATA).getStatus()).isEqualTo(201);
        assertSignsInAndOut(registered());
    }

    /** Whoever has one IPv6 prefix of a provider has 65,536 networks. */
    @Test
    void limitsASiteOfManyNetworksWithoutAffectingOthers() {
        for (int i = 0; i < RATES.sharedNetwork().burst(); i++) {
            assertThat(register("2001:db8:1:%x::1".formatted(i), "{}").getStatus())
                    .isEqualTo(400);
        }
        assertLimited(register("2001:db8:1:ffff::1", "{}"));
        assertSignsInAndOut(registered());
    }

    @Test
    void floodFromManyNetworksStopsOnlyRegistrations() {
        var client = registered();
        for (int i = 1; i < RATES.all().burst(); i++) {
            assertThat(register(stranger(i), "{}").getStatus()).isEqualTo(400);
        }
        assertLimited(register(stranger(0), "{}"));
        var asked = new AtomicInteger();
        fixture.connect.fault = _ -> asked.incrementAndGet() == 0;
        fixture.connect.faultyPath = "/auth/register";
        assertLimited(register(USER, METADATA));
        assertThat(asked).as("registrations at Connect").hasValue(0);
        assertSignsInAndOut(client);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(register(USER, METADATA).getStatus()).isEqualTo(201);
    }

    /** Each from a network of its own, until there are too many: client ids of documents are known to everybody. */
    @ParameterizedTest
    @CsvSource({
        "GET, /authorize, client_id=who",
        "GET, /authorize, client_id=https://claude.ai/oauth/client-metadata&redirect_uri=https://evil.example/",
        "POST, /signin/consent, consent=garbage&decision=continue",
        "GET, /signin/callback, code=x&state=garbage",
        "POST, /token, grant_type=%zz",
        "POST, /token, grant_type=authorization_code&client_id=https://claude.ai/oauth/client-metadata&code=garbage"
                + "&redirect_uri=https://claude.ai/&code_verifier=verifier",
        "POST, /token, grant_type=refresh_token&client_id=https://claude.ai/oauth/client-metadata&refresh_token=garbage",
        "POST, /revoke, client_id=https://claude.ai/oauth/client-metadata&token=garbage"
    })
    void invalidTokensFromManyNetworksBlockNoUser(String method, String path, String parameters) {
        try (var audit = new LogLines("audit")) {
            for (int i = 0; i < RATES.all().burst(); i++) {
                assertThat(garbage(i, method, path, parameters).getStatus()).isIn(200, 400);
            }
            var sent = fixture.connect.forms().size();
            assertThat(garbage(RATES.all().burst(), method, path, parameters).getStatus())
                    .isEqualTo(429);
            assertThat(fixture.connect.forms()).hasSize(sent);
            assertThat(audit.lines()).hasSize(RATES.all().burst());
        }
        assertSignsInAndOut(SignInFixture.DOCUMENT);
        assertSignsInAndOut(registered());
    }

    private ContainerResponse garbage(int stranger, String method, String path, String parameters) {
        from(stranger(stranger));
        return method.equals("GET")
                ? fixture.send("GET", path + "?" + parameters, Map.of(), null)
                : fixture.send("POST", path, Map.of(), parameters);
    }

    /** Anybody gets a code that opens here: Connect's own is not known to be one before Connect is asked. */
    @Test
    void aCodeThatIsSentEndlesslyBlocksNoOther() {
        from(stranger(0));
        var client = SignInFixture.DOCUMENT;
        var code = exchange(client, fixture.code(client));
        for (int i = 0; i < RATES.credential().burst(); i++) {
            from(stranger(i));
            fixture.post("/token", code);
        }
        var sent = fixture.connect.forms().size();
        for (int i = 0; i < RATES.all().burst(); i++) {
            from(stranger(i));
            assertThat(fixture.post("/token", code).getStatus()).isEqualTo(429);
        }
        assertThat(fixture.connect.forms()).hasSize(sent);
        assertSignsInAndOut(client);
    }

    private static String stranger(int number) {
        return "2001:db8:%x::1".formatted(number);
    }

    private static JsonNode json(ContainerResponse response) {
        try {
            return BoundedJsonParser.ARGUMENT.read(response.getEntity().toString());
        } catch (UnreadableJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
