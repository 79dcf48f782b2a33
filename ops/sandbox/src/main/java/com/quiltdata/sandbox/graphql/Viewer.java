package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.User;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/** The viewer of a query: a user, or nobody for a refused session. */
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

    /** Returns the viewer's permissions; nobody has none. */
    Role role() {
        return user == null ? Role.NONE : user.role();
    }
}
