package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The checks before a change of a user, and before the question to the administrator who changes it. */
record UserGuard(AdminPorts ports) {
    private static final int MAX_SHOWN = 20;

    /** The caller and the user to change. */
    record Target(Me me, User user) {}

    /** Returns the target; throws if the caller is no administrator or there is no such user. */
    Target target(Call call, String name) {
        var me = AdminRights.require(ports.identity(), call);
        return new Target(me, ports.users().get(call.caller(), name));
    }

    void requireNoService(User user) {
        if (user.status().service()) {
            throw new Failure.Denied(
                    "`%s` is a service account that the stack manages, so nobody may change it. Nothing was changed."
                            .formatted(user.name()));
        }
    }

    void requireAssignableRoles(User user) {
        requireNoService(user);
        if (user.status().rolesLocked()) {
            throw new Failure.Denied(("The catalog's SSO configuration assigns the roles of `%s`. Nothing was changed;"
                            + " change the mappings of the SSO configuration instead.")
                    .formatted(user.name()));
        }
    }

    void requireAssignableAdmin(User user) {
        requireNoService(user);
        if (user.status().adminLocked()) {
            throw new Failure.Denied(
                    ("The catalog's SSO configuration decides whether `%s` is an administrator. Nothing was changed;"
                                    + " change the mappings of the SSO configuration instead.")
                            .formatted(user.name()));
        }
    }

    /**
     * Throws if the target is the caller or the last active administrator.
     *
     * @param act what would be done to the user, as a verb
     */
    void requireExpendable(Call call, Target target, String act) {
        var user = target.user();
        if (user.name().equals(target.me().name())) {
            throw new Failure.Denied("You may not %s yourself (`%s`). Nothing was changed; ask another administrator."
                    .formatted(act, user.name()));
        }
        if (isActiveAdmin(user) && !hasOtherAdmin(call, user)) {
            throw new Failure.Denied(
                    "You may not %s `%s`, the last active administrator. Nothing was changed; make another user an administrator first."
                            .formatted(act, user.name()));
        }
    }

    private boolean hasOtherAdmin(Call call, User user) {
        return ports.users().list(call.caller()).stream()
                .anyMatch(other -> isActiveAdmin(other)
                        && !other.status().service()
                        && !other.name().equals(user.name()));
    }

    private static boolean isActiveAdmin(User user) {
        return user.status().active() && user.status().admin();
    }

    /** Throws if the catalog has no role with one of these names. */
    void requireKnownRoles(Call call, Collection<String> roles) {
        var known = ports.users().roleNames(call.caller());
        var unknown = roles.stream().filter(role -> !known.contains(role)).toList();
        if (!unknown.isEmpty()) {
            throw new Failure.NotFound("Role not found: %s. Nothing was changed.%s"
                    .formatted(String.join(", ", unknown), hint(unknown.getFirst(), known)));
        }
    }

    private static String hint(String unknown, List<String> known) {
        if (unknown.contains(",")) {
            return " Send several roles as a list, for example [\"a\", \"b\"].";
        }
        var question = NearestName.question(unknown, known);
        return question.isEmpty() && known.size() <= MAX_SHOWN
                ? known.stream().sorted().collect(Collectors.joining(", ", " The catalog has the roles ", "."))
                : question;
    }
}
