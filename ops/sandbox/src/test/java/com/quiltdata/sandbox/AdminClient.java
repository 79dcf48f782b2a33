package com.quiltdata.sandbox;

import com.quiltdata.sandbox.json.Json;
import java.util.Map;

/** Sends operations of administration, with short selections of every member of their results. */
record AdminClient(TestSandbox sandbox) {
    static final String FAILURES = "__typename ...on InvalidInput{errors{path name message context}} "
            + "...on OperationError{name message context}";
    private static final String ROLE = "{...on ManagedRole{name} ...on UnmanagedRole{name}}";
    static final String USER = "...on User{name email isActive isAdmin role" + ROLE + " extraRoles" + ROLE + "}";

    /** Runs the operation as the administrator and returns its data. */
    String run(String operation) {
        return sandbox.data("admin", operation);
    }

    /** Runs a mutation of one user. */
    String user(String name, String change) {
        String selection = change.startsWith("delete") || change.startsWith("reset") ? FAILURES : FAILURES + " " + USER;
        return run("mutation{admin{user{mutate(name:\"%s\"){%s{%s}}}}}".formatted(name, change, selection));
    }

    String create(String name, String email, String roles) {
        return run("mutation{admin{user{create(input:{name:\"%s\",email:\"%s\",%s}){%s %s}}}}"
                .formatted(name, email, roles, FAILURES, USER));
    }

    /** Creates a reader and returns a bearer of it. */
    String reader(String name) {
        create(name, name + "@example.com", "role:\"ReadQuiltBucket\"");
        return token(name);
    }

    String token(String name) {
        var answer = sandbox.send("POST", "/sandbox/tokens", "{\"user\":\"" + name + "\"}", null);
        return "Bearer "
                + Json.asObject(Json.object(answer.body()).get("tokens")).get(name);
    }

    String roleId(String name) {
        return JsonFields.one(roleOf(name), "id");
    }

    private String roleOf(String name) {
        String roles = run("{roles{...on ManagedRole{name id} ...on UnmanagedRole{name id}}}");
        int at = roles.indexOf("\"name\":\"" + name + "\"");
        return roles.substring(at, roles.indexOf('}', at));
    }

    String managedRole(String name, String... policies) {
        return run("""
                mutation{roleCreateManaged(input:{name:"%s",policies:%s}){__typename
                 ...on RoleCreateSuccess{role{...on ManagedRole{id name permissions{bucket{name} level}}}}}}""".formatted(name, Json.text(policies)));
    }

    String policy(String title, String permissions, String... roles) {
        return run("""
                mutation{policyCreateManaged(input:{title:"%s",permissions:%s,roles:%s}){%s
                 ...on Policy{id title managed permissions{bucket{name} level} roles{name}}}}""".formatted(title, permissions, Json.text(roles), FAILURES));
    }

    void settings(String admin) {
        sandbox.control("POST", "/settings", "{\"admin\":" + admin + "}");
    }

    int status(String bearer) {
        return sandbox.send("POST", "/graphql", Json.text(Map.of("query", "{me{name}}")), bearer)
                .statusCode();
    }
}
