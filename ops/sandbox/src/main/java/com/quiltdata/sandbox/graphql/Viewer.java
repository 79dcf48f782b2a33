package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.User;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who looks: a user, or nobody at all for a refused session. */
public record Viewer(@Nullable User user) {
    static Viewer of(DataFetchingEnvironment env) {
        return env.getGraphQlContext().getOrDefault(Viewer.class, new Viewer(null));
    }

    boolean isAdmin() {
        return user != null && user.isAdmin();
    }

    boolean reads(String bucket) {
        return user != null && user.role().reads(bucket);
    }

    /** What the viewer may do; nobody may do nothing. */
    Role role() {
        return user == null ? new Role("", Map.of()) : user.role();
    }
}
