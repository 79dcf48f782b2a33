package com.quiltdata.mcp.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds in an answer what belongs to somebody else, also in base64. */
public final class AnswerCheck {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}={0,2}");

    private final Collection<Member> members;

    public AnswerCheck(Collection<Member> members) {
        this.members = List.copyOf(members);
    }

    /**
     * Returns what is wrong with an answer; empty if nothing.
     *
     * @param marked whether the answer must have a mark of the caller
     */
    public List<String> faults(Member caller, JsonNode answer, boolean marked) {
        var text = decoded(answer);
        var faults = new ArrayList<String>();
        foreign(caller).forEach((word, whose) -> {
            if (text.contains(word)) {
                faults.add("leak: " + caller + " got " + whose);
            }
        });
        if (marked && own(caller).stream().noneMatch(text::contains)) {
            faults.add("wrong answer: " + caller + " got nothing of its own");
        }
        return faults;
    }

    /** The words that show that an answer is this caller's. */
    private static List<String> own(Member caller) {
        var own = new ArrayList<>(List.of(caller.catalog().mark()));
        own.addAll(caller.keys());
        if (!caller.slot().equals("reader")) {
            own.add(caller.catalog().labMark());
        }
        if (caller.administers()) {
            own.add(caller.catalog().privateMark());
        }
        return own;
    }

    /** The words that this caller must never get, each with whose it is. */
    private Map<String, String> foreign(Member caller) {
        var foreign = new HashMap<String, String>();
        var here = caller.catalog();
        for (var other : members) {
            foreign.put(other.token(), "the token of " + other);
            other.secrets().forEach(secret -> foreign.put(secret, "a secret AWS key of " + other));
            var there = other.catalog();
            if (!there.equals(here)) {
                foreign.put(there.mark(), "data of " + there.name());
                foreign.put(there.labMark(), "data of quilt-lab of " + there.name());
                foreign.put(there.privateMark(), "data of quilt-private of " + there.name());
            }
            if (!other.equals(caller)) {
                other.keys().forEach(key -> foreign.put(key, "an AWS key of " + other));
                if (!caller.administers()) {
                    foreign.put(other.user(), "the name of " + other);
                }
            }
        }
        if (!caller.administers()) {
            foreign.put(here.privateMark(), "data of quilt-private");
        }
        if (caller.slot().equals("reader")) {
            foreign.put(here.labMark(), "data of quilt-lab");
        }
        return foreign;
    }

    /** The answer as text, with its base64 also decoded. */
    private static String decoded(JsonNode answer) {
        var text = answer.toString();
        var all = new StringBuilder(text);
        var words = BASE64.matcher(text);
        while (words.find()) {
            try {
                var word = words.group().replace('-', '+').replace('_', '/');
                all.append('\n').append(new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // It is not base64.
            }
        }
        return all.toString();
    }
}
