package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import java.util.Collection;

/**
 * Thrown for a toolset or tool that does not exist, and for a choice of tools that lists none. The message says what
 * to choose instead.
 */
public final class UnknownNameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    private UnknownNameException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** Returns the message; it has the client's words, so that it must not be logged. */
    public String sentence() {
        return sentence;
    }

    static UnknownNameException toolset(String name, Collection<String> known) {
        return new UnknownNameException("There is no toolset '%s'.%s Use one of %s."
                .formatted(shown(name), NearestName.question(name, known), String.join(", ", known)));
    }

    /** Returns the exception for a tool; {@code running} are the names of those that may run. */
    static UnknownNameException tool(String name, Collection<String> running) {
        return new UnknownNameException("There is no tool '%s'.%s".formatted(shown(name), hint(name, running)));
    }

    /** Returns the exception for a choice that lists no tool; {@code toolsets} are those with tools that may run. */
    static UnknownNameException noTool(Collection<String> toolsets) {
        return new UnknownNameException("No tool of this choice may run here. "
                + (toolsets.isEmpty()
                        ? "Every tool here writes; leave out readonly."
                        : "Use one of %s.".formatted(String.join(", ", toolsets))));
    }

    private static String hint(String name, Collection<String> running) {
        var question = NearestName.question(name, running);
        return question.isEmpty() ? " tools/list returns the tools that exist." : question;
    }

    /** Returns the name on one line, shortened. */
    private static String shown(String name) {
        return WellFormedText.shown(name);
    }
}
