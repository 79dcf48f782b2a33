package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.List;
import java.util.regex.Pattern;

/** Parses the names, e-mail addresses and roles of users; surrounding blanks are removed. */
final class UserArguments {
    private static final Pattern NEW_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private UserArguments() {}

    /** Returns the name of a user that exists; sign-on may have created users whose names break the rule for new ones. */
    static String name(String text) {
        return text("name", text, "the name of the user, for example \"ada\"");
    }

    static String newName(String text) {
        var name = name(text);
        if (!NEW_NAME.matcher(name).matches()) {
            throw new Failure.Invalid(
                    "`name`: \"%s\" is not a name for a new user; send a letter or underscore,".formatted(name)
                            + " followed by letters, digits and underscores only, for example \"ada_l\".");
        }
        return name;
    }

    static String email(String text) {
        var email = text("email", text, "an e-mail address, for example \"ada@example.com\"");
        if (!EMAIL.matcher(email).matches()) {
            throw new Failure.Invalid(
                    "`email`: \"%s\" is not an e-mail address; send one like \"ada@example.com\".".formatted(email));
        }
        return email;
    }

    static String role(String argument, String text) {
        return text(argument, text, "the name of a role");
    }

    /** Returns the names without repetitions. */
    static List<String> roles(String argument, List<String> texts) {
        return texts.stream().map(text -> role(argument, text)).distinct().toList();
    }

    private static String text(String argument, String text, String expected) {
        var stripped = ArgumentParser.parse(argument, text.strip(), NameSyntax::printable);
        if (stripped.isEmpty()) {
            throw new Failure.Invalid("`%s` is blank; send %s.".formatted(argument, expected));
        }
        return stripped;
    }
}
