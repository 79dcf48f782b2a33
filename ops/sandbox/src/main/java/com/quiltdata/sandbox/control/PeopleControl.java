package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.Account;
import com.quiltdata.sandbox.people.ApiKey;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.wire.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The control of users, roles, tokens and buckets that exist without an administrator's act. */
public record PeopleControl(People people, BearerTokens bearers, Store store) {
    private record NewUsers(int count, Account.@Nullable Kind kind) {}

    private record NewRoles(int count) {}

    private record RoleChange(String user, String role) {}

    private record SignIn(String user, @Nullable String name) {}

    private record NewKey(String user, String name, int days) {}

    private record NewBucket(String name) {}

    Reply addUsers(String body) {
        NewUsers request = Json.readStrictly(body, NewUsers.class);
        Account.Kind kind = Objects.requireNonNullElse(request.kind(), Account.Kind.PASSWORD);
        return Reply.json(201, Map.of("tokens", bearers.issue(request.count(), kind)));
    }

    Reply signIn(String body) {
        SignIn request = Json.readStrictly(body, SignIn.class);
        String name = Objects.requireNonNullElse(request.name(), request.user());
        return Reply.json(201, Map.of("tokens", Map.of(name, bearers.signIn(request.user(), name))));
    }

    /** Adds an API key, which has expired already if its days are not positive. */
    Reply addKey(String body) {
        NewKey request = Json.readStrictly(body, NewKey.class);
        ApiKey key = bearers.addKey(request.user(), request.name(), Duration.ofDays(request.days()));
        return Reply.json(201, Map.of("id", key.id(), "secret", key.secret()));
    }

    Reply addRoles(String body) {
        return Reply.json(
                201,
                Map.of(
                        "roles",
                        people.addRoles(Json.readStrictly(body, NewRoles.class).count())));
    }

    /** Makes the role the active one; credentials issued earlier keep the old one, as with STS. */
    Reply activate(String body) {
        RoleChange change = Json.readStrictly(body, RoleChange.class);
        people.activate(change.user(), change.role());
        return Reply.json(200, Map.of());
    }

    /** Creates a bucket in S3 that is not in the stack. */
    Reply addBucket(String body) {
        String name = Json.readStrictly(body, NewBucket.class).name();
        if (!store.hasBucket(name)) {
            store.createBucket(name);
        }
        return Reply.json(201, Map.of("name", name));
    }
}
