package com.quiltdata.mcp.fuzz;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import java.util.regex.Pattern;

/** What every refusal of bad input holds to. */
public final class Sentences {
    private static final int MAX_LENGTH = 2_000;
    private static final Pattern INTERNAL = Pattern.compile(
            "Exception\\b|\\bjava\\.(?:lang|util|net|time)|com\\.(?:quiltdata|fasterxml|google)|io\\.trino|org\\.yaml|\\bat [\\w.]+\\(|@[0-9a-f]{6,}");

    private Sentences() {}

    /** Fails unless a message is short, on printable lines, and names no class; {@code input} may itself name some. */
    public static void check(String message, String input) {
        require(!message.isBlank(), "a refusal says nothing");
        require(message.length() < MAX_LENGTH, "a refusal has %d characters: %s", message.length(), message);
        require(message.chars().noneMatch(Character::isISOControl), "a refusal has a control character: %s", message);
        require(
                !INTERNAL.matcher(message).find() || INTERNAL.matcher(input).find(),
                "a refusal is internal: %s",
                message);
    }
}
