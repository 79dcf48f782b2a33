package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.catalog.identity.ApiKeyReader;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import com.quiltdata.mcp.catalog.identity.ApiKeyWriter;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.catalog.identity.RoleSwitcher;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and changes the caller's own account: the API keys of {@code Query.me}, and {@code Mutation.switchRole}. */
record GraphQlAccount(GraphQlClient client, IdentityReader identity)
        implements ApiKeyReader, ApiKeyWriter, RoleSwitcher {
    private static final Operation KEYS = Operation.load("ApiKeys");
    private static final Operation KEY = Operation.load("ApiKey");
    private static final Operation REVOKE = Operation.load("ApiKeyRevoke");
    private static final Operation SWITCH = Operation.load("SwitchRole");

    @Override
    public List<ApiKey> keys(Caller caller, @Nullable ApiKeyStatus status) {
        var variables = Collections.singletonMap("status", ApiKeyMapper.status(status));
        var response = ApiKeyMapper.supported(client.query(caller, KEYS, variables));
        return ApiKeyMapper.keys(response.orThrow().path("me"), "apiKeys");
    }

    @Override
    public Optional<ApiKey> key(Caller caller, String id) {
        var response = ApiKeyMapper.supported(client.query(caller, KEY, Map.of("id", id)));
        return ApiKeyMapper.keyOrEmpty(response.orThrow().at("/me/apiKey"));
    }

    @Override
    public void revoke(Caller caller, String id) {
        var data = client.mutate(caller, REVOKE, Map.of("id", id), client.timeout());
        MutationResult.ofUnion(caller, null, data.path("apiKeyRevoke"), "Ok");
    }

    /** Drops what is cached for the former role even if it is unknown whether the role was changed. */
    @Override
    public Me switchRole(Caller caller, String role) {
        var question = client.question();
        try {
            var data = client.mutate(caller, SWITCH, Map.of("role", role), client.timeout());
            var switched = MutationResult.ofUnion(caller, null, data.path("switchRole"), "Me");
            var me = AdminClient.read(() -> GraphQlIdentityReader.me(switched));
            client.roleChanged(caller, role, question);
            return me;
        } catch (Failure.TooLate unknown) {
            client.roleChanged(caller, role, question);
            var me = Attempt.of(() -> Optional.of(identity.me(caller))).orElse(Optional.empty());
            return me.filter(it -> role.equals(it.role())).orElseThrow(() -> unknown);
        }
    }
}
