package com.quiltdata.mcp.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls of tools of a server that runs as a process of its own. */
record ToolCalls(ServerProcess server, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The result of a call, or the error that took its place. */
    record Outcome(int status, JsonNode body) {
        /** Whether the tool did what was asked. */
        boolean good() {
            return status == 200
                    && body.has("result")
                    && !body.at("/result/isError").asBoolean();
        }

        /** The structured content. */
        JsonNode content() {
            return body.at("/result/structuredContent");
        }

        /** What a model reads of a result, or the message of an error. */
        String text() {
            return body.at("/result/content/0/text")
                    .asText(body.at("/error/message").asText());
        }
    }

    Outcome call(String tool, Map<String, ?> arguments) {
        try {
            var response = server.callTool(token, tool, JSON.writeValueAsString(arguments));
            return new Outcome(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins all of these at once, each on a thread of its own, and waits for none. */
    static <T> List<CompletableFuture<T>> begin(List<Supplier<T>> calls) {
        return calls.stream()
                .map(call -> CompletableFuture.supplyAsync(call, Thread.ofVirtual()::start))
                .toList();
    }

    /** The results of all of these, run at once. */
    static <T> List<T> atOnce(List<Supplier<T>> calls) {
        return begin(calls).stream().map(CompletableFuture::join).toList();
    }
}
