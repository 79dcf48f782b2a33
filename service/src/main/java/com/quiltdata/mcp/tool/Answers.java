package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the client has answered in the rounds of one call so far, and the way to ask it for more.
 *
 * <p>A tool that asks is written as if it waited for the answer: {@code var name = call.answers().ask("name", form)}.
 * In the first round that throws {@link Needed.Input}, in the next it returns, and whatever was answered in earlier
 * rounds is there again. So a tool asks before it does anything that must happen once.
 */
public final class Answers {
    private static final int MOST_KEPT = 64 * 1024;

    /**
     * What one round leaves to the next; nothing of it is remembered here.
     *
     * @param asked the keys that the client was asked for
     * @param given its answers so far, by key
     * @param note what the tool itself wants to find again
     */
    public record Kept(
            Set<String> asked, ObjectNode given, @Nullable JsonNode note) {
        /** What the first round finds. */
        public static Kept nothing() {
            return new Kept(Set.of(), JsonNodeFactory.instance.objectNode(), null);
        }
    }

    private final @Nullable ObjectNode capabilities;
    private final ObjectNode responses;
    private final Kept kept;
    private final ObjectNode used;

    private Answers(@Nullable ObjectNode capabilities, ObjectNode responses, Kept kept) {
        this.capabilities = capabilities;
        this.responses = responses;
        this.kept = kept;
        this.used = kept.given().deepCopy();
    }

    /** Of a client that cannot be asked, because its protocol revision has no way to. */
    public static Answers none() {
        return new Answers(null, JsonNodeFactory.instance.objectNode(), Kept.nothing());
    }

    /** Of a client with these capabilities, which sent these responses along with what an earlier round left. */
    public static Answers of(ObjectNode capabilities, ObjectNode responses, Kept kept) {
        return new Answers(capabilities, responses, kept);
    }

    /** Whether the client takes this. */
    public boolean can(Ask ask) {
        return capabilities != null && ask.declared(capabilities);
    }

    /** What the tool noted in the round before. */
    public Optional<JsonNode> note() {
        return Optional.ofNullable(kept.note());
    }

    /**
     * The client's answer under this key.
     *
     * @throws Needed when there is none yet
     */
    public ObjectNode ask(String key, Ask ask) {
        return found(key, ask, false).orElseThrow(() -> needed(Map.of(key, ask), null));
    }

    /**
     * The client's answers, all of them asked for at once.
     *
     * @param note for the next round
     * @throws Needed when one is missing
     */
    public Map<String, ObjectNode> ask(Map<String, Ask> asks, @Nullable JsonNode note) {
        var answers = new LinkedHashMap<String, ObjectNode>();
        var missing = new LinkedHashMap<String, Ask>();
        asks.forEach((key, ask) -> found(key, ask, false)
                .ifPresentOrElse(answer -> answers.put(key, answer), () -> missing.put(key, ask)));
        if (!missing.isEmpty()) {
            throw needed(missing, note);
        }
        return answers;
    }

    /**
     * What the user did with a form of this record's components, which are strings, numbers, booleans or enums. A form
     * that does not fit the record is asked for again.
     *
     * @throws Needed when the user has not seen it yet
     */
    public <T extends Record> Elicited<T> elicit(String key, String message, Class<T> form) {
        var ask = new Ask.Elicit(message, Schemas.form(form));
        var answer = ask(key, ask);
        return switch (answer.path("action").asText()) {
            case "accept" -> new Elicited.Accepted<>(filled(key, ask, answer, form));
            case "decline" -> new Elicited.Declined<>();
            default -> new Elicited.Cancelled<>();
        };
    }

    /** Like {@link #ask}, but only an answer to this very question, asked by this server about this very call, counts. */
    ObjectNode answerTo(String key, Ask.Elicit ask) {
        var question = TextNode.valueOf(ask.message());
        var asked = used.has(key) || question.equals(kept.note());
        return Optional.of(ask)
                .filter(_ -> asked)
                .flatMap(it -> found(key, it, true))
                .orElseThrow(() -> needed(Map.of(key, ask), question));
    }

    private Optional<ObjectNode> found(String key, Ask ask, boolean onlyIfAsked) {
        if (used.get(key) instanceof ObjectNode known && ask.answeredBy(known)) {
            return Optional.of(known);
        }
        if (responses.get(key) instanceof ObjectNode answer
                && ask.answeredBy(answer)
                && (!onlyIfAsked || kept.asked().contains(key))) {
            used.set(key, answer);
            return Optional.of(answer);
        }
        return Optional.empty();
    }

    private RuntimeException needed(Map<String, Ask> missing, @Nullable JsonNode note) {
        if (capabilities == null) {
            return new Failure.Invalid("This asks its user a question in the middle of the call, which your client's "
                    + "protocol revision cannot carry; use a client of revision 2026-07-28.");
        }
        var undeclared = new TreeSet<String>();
        missing.values().stream().filter(ask -> !can(ask)).map(Ask::capability).forEach(undeclared::add);
        if (!undeclared.isEmpty()) {
            return new Needed.Capability(undeclared);
        }
        if (Json.text(used).length() > MOST_KEPT) {
            return new Failure.TooLarge("The answers so far are larger than this server carries on to the next round; "
                    + "answer in fewer words.");
        }
        return new Needed.Input(missing, new Kept(Set.copyOf(missing.keySet()), used.deepCopy(), note));
    }

    private <T extends Record> T filled(String key, Ask ask, ObjectNode answer, Class<T> form) {
        var faults = new ArgumentFaults();
        var content = Shape.of(form).fit(answer.withObject("/content"), "", faults);
        try {
            if (faults.isEmpty()) {
                return Json.MAPPER.treeToValue(content, form);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a form of the right shape did not bind to " + form, e);
        }
        used.remove(key);
        throw needed(Map.of(key, ask), null);
    }
}
