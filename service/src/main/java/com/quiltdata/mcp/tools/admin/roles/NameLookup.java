package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds roles by name, or policies by title, and both by id.
 *
 * @param kind what is looked for, in a word
 * @param lister the tool that lists all of them
 */
record NameLookup<T>(String kind, String lister, List<T> all, Function<T, NamedId> ref) {
    static NameLookup<Role> of(List<Role> roles) {
        return new NameLookup<>("role", "admin_roles_list", roles, Role::ref);
    }

    static NameLookup<Policy> ofPolicies(List<Policy> policies) {
        return new NameLookup<>("policy", "admin_policies_list", policies, Policy::ref);
    }

    /**
     * Returns the one with this id or name.
     *
     * @param argument the argument that the name was sent in
     */
    T get(String argument, String name) {
        var text = name.strip();
        if (text.isEmpty()) {
            throw new Failure.Invalid(
                    "`%s` is empty; send the name or id of a %s. Nothing was changed.".formatted(argument, kind));
        }
        var found = find(text);
        if (found.size() > 1) {
            var ids = found.stream().map(it -> ref.apply(it).id()).toList();
            throw new Failure.Invalid("`%s`: several of them are named `%s`; send the id, one of %s."
                    .formatted(argument, WellFormedText.shown(text), Rights.few(ids)));
        } else if (found.isEmpty()) {
            var names = all.stream().map(it -> ref.apply(it).name()).toList();
            throw new Failure.NotFound("No %s `%s` exists.%s %s shows them all."
                    .formatted(kind, WellFormedText.shown(text), NearestName.question(text, names), lister));
        }
        return found.getFirst();
    }

    /** Returns those with these ids or names; an unknown name with commas is read as a list of names. */
    List<T> getAll(String argument, List<String> names) {
        return names.stream()
                .flatMap(name -> find(name.strip()).isEmpty() && name.contains(",")
                        ? ArgumentParser.names(List.of(name))
                        : Stream.of(name))
                .map(name -> get(argument, name))
                .distinct()
                .toList();
    }

    private List<T> find(String text) {
        return all.stream()
                .filter(it -> ref.apply(it).id().equals(text))
                .findFirst()
                .map(List::of)
                .orElseGet(() -> all.stream()
                        .filter(it -> ref.apply(it).name().equals(text))
                        .toList());
    }
}
