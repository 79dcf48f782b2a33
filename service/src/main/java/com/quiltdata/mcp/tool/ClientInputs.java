package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.catalog.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The client's input in the rounds of one call so far, and the means to request more (MCP multi round-trip requests).
 *
 * <p>A tool is written as if it waited for the input: {@code var name = call.answers().ask("name", form)}. In the first
 * round that throws {@link InputRequiredException.Input}; in the next round the tool runs again from the start and the call returns. So
 * a tool must ask before it does anything that must happen only once.
 */
public final class ClientInputs {
    private static final int MOST_KEPT = 64 * 1024;

    /**
     * The state that the client carries from one round to the next; the server does not store it.
     *
     * @param asked the keys of the requested inputs
     * @param given the inputs received so far, by key
     * @param note a value of the tool's own for the next round
     */
    public record RoundState(
            Set<String> asked, ObjectNode given, @Nullable JsonNode note) {
        /** Returns the state of the first round. */
        public static RoundState nothing() {
            return new RoundState(Set.of(), JsonNodeFactory.instance.objectNode(), null);
        }
    }

    private final @Nullable ObjectNode capabilities;
    private final ObjectNode responses;
    private final RoundState kept;
    private final ObjectNode used;

    private ClientInputs(@Nullable ObjectNode capabilities, ObjectNode responses, RoundState kept) {
        this.capabilities = capabilities;
        this.responses = responses;
        this.kept = kept;
        this.used = kept.given().deepCopy();
    }

    /** The inputs of a client whose protocol revision does not support input requests. */
    public static ClientInputs none() {
        return new ClientInputs(null, JsonNodeFactory.instance.objectNode(), RoundState.nothing());
    }

    /** The inputs of a client with these capabilities: its new responses and the state of the previous round. */
    public static ClientInputs of(ObjectNode capabilities, ObjectNode responses, RoundState kept) {
        return new ClientInputs(capabilities, responses, kept);
    }

    /** Returns whether the client supports this kind of request. */
    public boolean can(InputRequest ask) {
        return capabilities != null && ask.declared(capabilities);
    }

    /** Returns the tool's note from the previous round. */
    public Optional<JsonNode> note() {
        return Optional.ofNullable(kept.note());
    }

    /**
     * Returns the client's response to one request.
     *
     * @throws InputRequiredException when there is no response yet
     */
    public ObjectNode ask(String key, InputRequest ask) {
        return found(key, ask, false).orElseThrow(() -> needed(Map.of(key, ask), null));
    }

    /**
     * Returns the client's responses to several requests, which are sent together.
     *
     * @param note a value of the tool's own for the next round
     * @throws InputRequiredException when a response is missing
     */
    public Map<String, ObjectNode> ask(Map<String, InputRequest> asks, @Nullable JsonNode note) {
        var answers = new LinkedHashMap<String, ObjectNode>();
        var missing = new LinkedHashMap<String, InputRequest>();
        asks.forEach((key, ask) -> found(key, ask, false)
                .ifPresentOrElse(answer -> answers.put(key, answer), () -> missing.put(key, ask)));
        if (!missing.isEmpty()) {
            throw needed(missing, note);
        }
        return answers;
    }

    /**
     * Shows the user a form and returns the outcome. The record's components are the fields: strings, numbers, booleans
     * or enums. Content that does not fit the record is requested again.
     *
     * @throws InputRequiredException when there is no response yet
     */
    public <T extends Record> ElicitResult<T> elicit(String key, String message, Class<T> form) {
        var ask = new InputRequest.ElicitRequest(message, Schemas.form(form));
        var answer = ask(key, ask);
        return switch (answer.path("action").asText()) {
            case "accept" -> new ElicitResult.Accept<>(filled(key, ask, answer, form));
            case "decline" -> new ElicitResult.Decline<>();
            default -> new ElicitResult.Cancel<>();
        };
    }

    /** Returns the response to a question, but only if this server asked exactly this question in this call. */
    ObjectNode answerTo(String key, InputRequest.ElicitRequest ask) {
        var question = TextNode.valueOf(ask.message());
        var asked = used.has(key) || question.equals(kept.note());
        return Optional.of(ask)
                .filter(_ -> asked)
                .flatMap(it -> found(key, it, true))
                .orElseThrow(() -> needed(Map.of(key, ask), question));
    }

    private Optional<ObjectNode> found(String key, InputRequest ask, boolean onlyIfAsked) {
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

    private RuntimeException needed(Map<String, InputRequest> missing, @Nullable JsonNode note) {
        if (capabilities == null) {
            return new Failure.Invalid("This tool must ask the user a question, which your client's protocol "
                    + "revision does not support during a call; use a client of revision 2026-07-28.");
        }
        var undeclared = new TreeSet<String>();
        missing.values().stream()
                .filter(ask -> !can(ask))
                .map(InputRequest::capability)
                .forEach(undeclared::add);
        if (!undeclared.isEmpty()) {
            return new InputRequiredException.MissingCapability(undeclared);
        }
        if (ToolJson.text(used).length() > MOST_KEPT) {
            return new Failure.TooLarge("The client's responses in this call exceed the maximum of 65,536 characters; "
                    + "send shorter ones.");
        }
        return new InputRequiredException.Input(
                missing, new RoundState(Set.copyOf(missing.keySet()), used.deepCopy(), note));
    }

    private <T extends Record> T filled(String key, InputRequest ask, ObjectNode answer, Class<T> form) {
        var faults = new ArgumentFaults();
        var content = ArgumentSchema.of(form).fit(answer.withObject("/content"), "", faults);
        try {
            if (faults.isEmpty()) {
                return ToolJson.MAPPER.treeToValue(content, form);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a valid form did not bind to " + form, e);
        }
        used.remove(key);
        throw needed(Map.of(key, ask), null);
    }
}
