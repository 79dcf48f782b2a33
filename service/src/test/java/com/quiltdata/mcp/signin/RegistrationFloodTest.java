package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInWorld.REDIRECT;
import static com.quiltdata.mcp.signin.SignInWorld.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.admission.ClientAddressResolver;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strangers who register without end, and what a user can do meanwhile. */
@Timeout(60)
final class RegistrationFloodTest {
    private static final String METADATA = "{\"client_name\":\"Claude\",\"redirect_uris\":[\"" + REDIRECT + "\"]}";
    private static final String USER = "198.51.100.7";
    private static final SignInLimits.Rates RATES = SignInLimits.Rates.DEFAULT;

    private final SignInWorld world = new SignInWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private void from(String address) {
        world.from = new ClientAddressResolver(0, _ -> false).of(address, List.of());
    }

    private ContainerResponse register(String address, String metadata) {
        from(address);
        return world.send("POST", "/register", Map.of(), metadata);
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

    private void assertSignsInAndRefreshes(String client) {
        from(USER);
        var token = world.post("/token", exchange(client, world.code(client)));
        assertThat(token.getStatus()).isEqualTo(200);
        var refresh = json(token).path("refresh_token").asText();
        var form = Map.of("grant_type", "refresh_token", "refresh_token", refresh, "client_id", client);
        assertThat(world.post("/token", form).getStatus()).isEqualTo(200);
    }

    @Test
    void aStrangerIsLimitedAndHindersNoOther() {
        for (int i = 0; i < RATES.network().burst(); i++) {
            assertThat(register("192.0.2.1", METADATA).getStatus()).isEqualTo(201);
        }
        assertLimited(register("192.0.2.1", METADATA));
        assertSignsInAndRefreshes(registered());
    }

    @Test
    void manyAddressesOfOneIpv6NetworkCountAsOne() {
        for (int i = 0; i < RATES.network().burst(); i++) {
            assertThat(register("2001:db8:0:1::" + i, METADATA).getStatus()).isEqualTo(201);
        }
        assertLimited(register("2001:db8:0:1:ffff::1", METADATA));
        assertThat(register("2001:db8:0:2::1", METADATA).getStatus()).isEqualTo(201);
        assertSignsInAndRefreshes(registered());
    }

    @Test
    void aFloodFromManyNetworksStopsRegistrationsOnly() {
        var client = registered();
        for (int i = 1; i < RATES.all().burst(); i++) {
            assertThat(register("2001:db8:0:%x::1".formatted(i), "{}").getStatus())
                    .isEqualTo(400);
        }
        assertLimited(register("2001:db8:1::1", "{}"));
        assertLimited(register(USER, METADATA));
        assertSignsInAndRefreshes(client);
        world.pass(Duration.ofSeconds(1));
        assertThat(register(USER, METADATA).getStatus()).isEqualTo(201);
    }

    /** A client with a metadata document has an id that everybody knows. */
    @Test
    void garbageFromManyNetworksUsesUpNoRefreshAndNoCodeOfAClient() {
        var client = SignInWorld.DOCUMENT;
        for (int i = 0; i <= RATES.all().burst(); i++) {
            from("2001:db8:0:%x::1".formatted(i));
            assertThat(world.post("/token", SignInWorld.refresh(client, "garbage"))
                            .getStatus())
                    .isEqualTo(400);
        }
        for (int i = 0; i <= RATES.client().burst(); i++) {
            from("2001:db8:0:%x::1".formatted(i));
            assertThat(world.post("/token", exchange(client, "garbage")).getStatus())
                    .isEqualTo(400);
        }
        assertSignsInAndRefreshes(client);
    }

    private static JsonNode json(ContainerResponse response) {
        try {
            return BoundedJsonParser.ARGUMENT.read(response.getEntity().toString());
        } catch (UnreadableJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
