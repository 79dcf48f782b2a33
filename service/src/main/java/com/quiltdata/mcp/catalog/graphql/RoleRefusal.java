package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.catalog.Failure;

/**
 * The registry's refusals to change a role, which have a type but no words.
 *
 * @param role the role's name before the change
 * @param name the name that it would have
 */
record RoleRefusal(String role, String name) {
    /** Returns the value of the data's one field if it has the expected type, or throws the refusal. */
    JsonNode orSuccess(JsonNode data, String expected) {
        var result = data.valueStream().findFirst().orElse(MissingNode.getInstance());
        var type = result.path("__typename").asText();
        if (type.equals(expected)) {
            return result;
        }
        throw switch (type) {
            case "RoleNameReserved", "RoleNameInvalid", "RoleHasTooManyPoliciesToAttach" -> invalid(type);
            case "RoleIsManaged" -> kind("managed by Quilt; send its policies, not an ARN.");
            case "RoleIsUnmanaged" -> kind("an IAM role that Quilt does not manage; send its ARN, not policies.");
            case "RoleDoesNotExist" ->
                new Failure.NotFound("Role `%s` no longer exists. Nothing was changed.".formatted(role));
            case "RoleNameExists", "RoleNameUsedBySsoConfig", "RoleAssigned", "SsoConfigConflict" -> conflict(type);
            default -> MutationResult.unknown();
        };
    }

    private Failure invalid(String type) {
        var sentence = switch (type) {
            case "RoleNameReserved" ->
                "The registry keeps the role name `%s` for itself; leave that role as it is, and use another name.";
            case "RoleNameInvalid" ->
                "The registry does not accept `%s` as the name of a role; send letters, digits and underscores,"
                        + " beginning with a letter.";
            default ->
                "Role `%s` would have more policies than the registry can attach, usually 10; send fewer, or"
                        + " join some of them in one policy.";
        };
        return new Failure.Invalid(sentence.formatted(name) + " Nothing was changed.");
    }

    private Failure kind(String sentence) {
        return new Failure.Invalid("Role `%s` is %s Nothing was changed.".formatted(role, sentence));
    }

    private Failure conflict(String type) {
        var sentence = switch (type) {
            case "RoleNameExists" -> "Another role is named `%s`; send another name.".formatted(name);
            case "RoleNameUsedBySsoConfig" ->
                "The single sign-on configuration gives users role `%s`, so it can be neither renamed nor"
                                .formatted(role)
                        + " deleted; take it out of that configuration first.";
            case "RoleAssigned" ->
                "Users have role `%s`, so it cannot be deleted; give them another role first.".formatted(role);
            default ->
                "The single sign-on configuration decides which role new users get, so `%s` cannot be made the"
                                .formatted(role)
                        + " default here; change the default_role of that configuration instead.";
        };
        return new Failure.Conflict(sentence + " Nothing was changed.");
    }
}
