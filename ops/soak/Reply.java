package soak;

import java.util.Arrays;

/**
 * The response to one request, or what came instead.
 *
 * @param status the HTTP status; 0 if there was no complete response
 * @param body the JSON-RPC response; the null value if there was none
 * @param notifications how many other messages a stream brought before it
 * @param retryAfter whether there was a Retry-After header
 */
record Reply(int status, Json body, int notifications, boolean retryAfter, String servedBy, String lost) {
    static Reply lost(String how) {
        return new Reply(0, new Json(null), 0, false, "", how);
    }

    /** Reads a response: one JSON document, or a stream of events of which the last is the response. */
    static Reply read(int status, String text, boolean retryAfter, String servedBy) {
        try {
            if (!text.startsWith("event:") && !text.startsWith(":") && !text.startsWith("data:")) {
                return new Reply(status, text.isBlank() ? new Json(null) : Json.parse(text), 0, retryAfter, servedBy, "");
            }
            var events = Arrays.stream(text.split("\n"))
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring("data:".length()).strip())
                    .toList();
            var last = events.isEmpty() ? new Json(null) : Json.parse(events.getLast());
            return last.at("id").missing()
                    ? new Reply(0, new Json(null), events.size(), false, servedBy, "stream without a response")
                    : new Reply(status, last, events.size() - 1, retryAfter, servedBy, "");
        } catch (IllegalArgumentException e) {
            return new Reply(status, new Json(null), 0, retryAfter, servedBy, "HTTP " + status + " without JSON");
        }
    }

    Json result() {
        return body.at("result");
    }

    /** Returns the result of a tool. */
    Json structured() {
        return body.at("result/structuredContent");
    }

    /** Returns whether this is a result and not a refusal of any kind. */
    boolean succeeded() {
        return status == 200 && !result().missing() && !result().at("isError").isTrue();
    }

    /** Returns the sentence of a refusal. */
    String sentence() {
        return result().at("isError").isTrue()
                ? result().at("content/0/text").text()
                : body.at("error/message").text();
    }

    /** Returns what kind of refusal this is. */
    String refusal() {
        if (!lost.isEmpty()) {
            return lost;
        }
        if (result().at("isError").isTrue()) {
            return "tool: " + shortened(sentence());
        }
        var sentence = shortened(sentence());
        return status == 200
                ? "error %s: %s".formatted(body.at("error/code").text(), sentence)
                : "HTTP %d%s: %s".formatted(status, retryAfter ? " with Retry-After" : "", sentence);
    }

    /** Returns whether it is a refusal with a sentence, which says what to do and nothing of the inside. */
    boolean refusedCleanly() {
        return lost.isEmpty()
                && !sentence().isBlank()
                && !sentence().contains("Internal error")
                && !sentence().contains("Exception")
                && (status == 200 || status == 401 || (status == 503 || status == 429) && retryAfter);
    }

    private static String shortened(String sentence) {
        var general = sentence.replaceAll("`[^`]*`|\\b[0-9a-f]{32,}\\b|\\bsoak[-/][\\w./-]+", "…").replaceAll("\\b\\d+\\b", "N");
        return general.substring(0, Math.min(140, general.length()));
    }
}
