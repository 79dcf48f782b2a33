package com.quiltdata.mcp.tool;

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
 * <p>A tool is written as if it waited for the input: {@code var name = call.inputs().ask("name", form)}. In the first
 * round that throws {@link InputRequiredException.Input}; in the next round the tool runs again from the start and the
 * call returns. So a tool must ask before it does anything that must happen only once.
 */
public final class ClientInputs {
    private static final int MAX_STATE = 64 * 1024;

    /**
     * The state that the client carries from one round to the next; the server does not store it.
     *
     * @param asked the keys of the requested inputs
     * @param given the inputs received so far, by key; consents by their questions
     * @param note a value of the tool's own for the next round
     */
    public record RoundState(
            Set<String> asked, ObjectNode given, @Nullable JsonNode note) {
        /** Returns the state of the first round. */
        public static RoundState initial() {
            return new RoundState(Set.of(), JsonNodeFactory.instance.objectNode(), null);
        }
    }

    private final @Nullable ObjectNode capabilities;
    private final ObjectNode responses;
    private final RoundState state;
    private final ObjectNode used;

    /**
     * Creates the inputs of a client.
     *
     * @param capabilities null if the client's protocol revision does not support input requests
     * @param responses the responses in this round
     * @param state the state of the previous round
     */
    public ClientInputs(@Nullable ObjectNode capabilities, ObjectNode responses, RoundState state) {
        this.capabilities = capabilities;
        this.responses = responses;
        this.state = state;
        this.used = state.given().deepCopy();
    }

    /** The inputs of a client whose protocol revision does not support input requests. */
    public static ClientInputs none() {
        return new ClientInputs(null, JsonNodeFactory.instance.objectNode(), RoundState.initial());
    }

    /** Returns whether the client supports this kind of request. */
    public boolean supports(InputRequest request) {
        return capabilities != null && request.supportedBy(capabilities);
    }

    /** Returns the tool's note from the previous round. */
    public Optional<JsonNode> note() {
        return Optional.ofNullable(state.note());
    }

    /**
     * Returns the client's response to one request.
     *
     * @throws InputRequiredException when there is no response yet
     */
    public ObjectNode ask(String key, InputRequest request) {
        return response(key, request).orElseThrow(() -> inputRequired(Map.of(key, request), null));
    }

    /**
     * Returns the client's responses to several requests, which are sent together.
     *
     * @param note a value of the tool's own for the next round
     * @throws InputRequiredException when a response is missing
     */
    public Map<String, ObjectNode> ask(Map<String, InputRequest> requests, @Nullable JsonNode note) {
        var received = new LinkedHashMap<String, ObjectNode>();
        var missing = new LinkedHashMap<String, InputRequest>();
        requests.forEach((key, request) -> response(key, request)
                .ifPresentOrElse(response -> received.put(key, response), () -> missing.put(key, request)));
        if (!missing.isEmpty()) {
            throw inputRequired(missing, note);
        }
        return received;
    }

    /** Returns the response to a question, but only if this server asked exactly this question in this call. */
    ObjectNode confirm(String key, InputRequest.ElicitRequest request) {
        var question = request.message(); // the response is kept under it, so that it is none to another question
        if (used.get(question) instanceof ObjectNode known) {
            return known;
        }
        if (state.asked().contains(key)
                && TextNode.valueOf(question).equals(state.note())
                && responses.get(key) instanceof ObjectNode response
                && request.accepts(response)) {
            used.set(question, response);
            return response;
        }
        throw inputRequired(Map.of(key, request), TextNode.valueOf(question));
    }

    private Optional<ObjectNode> response(String key, InputRequest request) {
        if (used.get(key) instanceof ObjectNode known && request.accepts(known)) {
            return Optional.of(known);
        }
        if (responses.get(key) instanceof ObjectNode response && request.accepts(response)) {
            used.set(key, response);
            return Optional.of(response);
        }
        return Optional.empty();
    }

    private RuntimeException inputRequired(Map<String, InputRequest> requests, @Nullable JsonNode note) {
        if (capabilities == null) {
            return new Failure.Invalid("This tool must ask the user a question, which your client's protocol "
                    + "revision does not support during a call; use a client of revision 2026-07-28.");
        }
        var undeclared = new TreeSet<String>();
        requests.values().stream()
                .filter(request -> !supports(request))
                .map(InputRequest::capability)
                .forEach(undeclared::add);
        if (!undeclared.isEmpty()) {
            return new InputRequiredException.MissingCapability(undeclared);
        }
        if (ToolJson.text(used).length() > MAX_STATE) {
            return new Failure.TooLarge("The client's responses in this call exceed the maximum of 65,536 characters; "
                    + "send shorter ones.");
        }
        return new InputRequiredException.Input(
                requests, new RoundState(new TreeSet<>(requests.keySet()), used.deepCopy(), note));
    }
}
