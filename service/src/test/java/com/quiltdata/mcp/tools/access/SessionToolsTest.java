package com.quiltdata.mcp.tools.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.catalog.identity.ApiKeyReader;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One's own role and API keys. */
final class SessionToolsTest {
    private final List<String> changes = new ArrayList<>();
    private final List<ApiKey> keys = new ArrayList<>(List.of(MemorySettings.key("k-1")));
    private String role = "Lab";

    private final AccountPorts ports = new AccountPorts(
            _ -> me(),
            new ApiKeyReader() {
                @Override
                public List<ApiKey> keys(Caller caller, @Nullable ApiKeyStatus status) {
                    return keys.stream()
                            .filter(key -> status == null || key.status().equals(status.name()))
                            .toList();
                }

                @Override
                public Optional<ApiKey> key(Caller caller, String id) {
                    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
                }
            },
            (_, id) -> changes.add("revoke " + id),
            (_, wanted) -> {
                changes.add("role " + wanted);
                role = wanted;
                return me();
            });

    private Me me() {
        return new Me("ada", "ada@example.com", false, role, List.of("Lab", "Guest"));
    }

    @Test
    void switchesRoleAfterSayingThatAllSessionsChange() {
        var tool = new RoleSwitch(ports);
        var in = new RoleSwitch.Input(" guest ");
        assertThat(tool.needsConfirmation(in)).isTrue();
        assertThat(tool.confirmation(in, Calls.any()))
                .isEqualTo(
                        "Switch your role from Lab to Guest? All your sessions and clients in this catalog change role at"
                                + " once, not only this one.");
        var switched = tool.call(in, Calls.any());
        assertThat(switched.role()).isEqualTo("Guest");
        assertThat(switched.previousRole()).isEqualTo("Lab");
        assertThat(switched.roles()).containsExactly("Lab", "Guest");
        assertThat(changes).containsExactly("role Guest");
    }

    @Test
    void sendsNothingIfTheRoleIsActiveAlready() {
        var tool = new RoleSwitch(ports);
        assertThat(tool.confirmation(new RoleSwitch.Input("Lab"), Calls.any())).isEmpty();
        assertThat(tool.call(new RoleSwitch.Input("Lab"), Calls.any()).message())
                .isEqualTo("Lab is your active role already.");
        assertThat(changes).isEmpty();
    }

    @Test
    void namesTheCallersRolesInsteadOfAnUnknownOne() {
        var tool = new RoleSwitch(ports);
        assertThatThrownBy(() -> tool.confirmation(new RoleSwitch.Input("Boss"), Calls.any()))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("You do not have the role `Boss`; your roles are Lab, Guest. Nothing was changed.");
        assertThatThrownBy(() -> tool.call(new RoleSwitch.Input("Boss"), Calls.any()))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(changes).isEmpty();
    }

    @Test
    void listsKeysWithoutSecretAndSaysHowToCreateOne() {
        var tool = new ApiKeysList(ports.keys());
        var listed = tool.call(new ApiKeysList.Input(null, 0), Calls.any());
        assertThat(listed.apiKeys()).singleElement().satisfies(key -> {
            assertThat(key.id()).isEqualTo("k-1");
            assertThat(key.status()).isEqualTo("ACTIVE".toLowerCase(Locale.ROOT));
        });
        assertThat(listed.note()).contains("quilt3.api_keys.create(\"name\")");
        assertThat(tool.call(new ApiKeysList.Input(ApiKeyStatus.EXPIRED, 0), Calls.any())
                        .count())
                .isZero();
    }

    @Test
    void revokesOnlyKeysThatExist() {
        var tool = new ApiKeyRevoke(ports);
        assertThat(tool.confirmation(new ApiKeyRevoke.Input("k-1"), Calls.any()))
                .startsWith("Revoke API key \"ci\" (qk_k-1) of ada@example.com?");
        assertThat(tool.call(new ApiKeyRevoke.Input("k-1"), Calls.any()).id()).isEqualTo("k-1");
        assertThatThrownBy(() -> tool.call(new ApiKeyRevoke.Input("k-9"), Calls.any()))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("api_keys_list lists the keys");
        assertThat(changes).containsExactly("revoke k-1");
    }
}
