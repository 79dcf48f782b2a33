package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.ClientInfo.Program;
import com.quiltdata.mcp.rpc.Message;
import java.time.Duration;

/**
 * The programs that send requests, for the audit log: as {@code params._meta} names it, or else as {@code initialize}
 * with the same token and user agent did on this process. Two that differ in nothing else count as unknown.
 */
final class ClientPrograms {
    private static final int MAX_PROGRAMS = 10_000;
    private static final Duration LIFETIME = Duration.ofDays(1);

    private record Sender(String caller, String userAgent) {}

    private final Cache<Sender, Program> initialized = Caffeine.newBuilder()
            .maximumSize(MAX_PROGRAMS)
            .expireAfterAccess(LIFETIME)
            .build();

    /** Sets the program of the current request. */
    void identify(Message.Request request, Caller caller) {
        ClientInfo.current().ifPresent(client -> client.setProgram(program(request, caller, client.userAgent())));
    }

    private Program program(Message.Request request, Caller caller, String userAgent) {
        var sender = new Sender(caller.digest(), userAgent);
        var named = parse(request.param("_meta").path("io.modelcontextprotocol/clientInfo"), caller);
        if (!named.equals(Program.UNKNOWN)) {
            return named;
        }
        if (!request.method().equals("initialize")) {
            return initialized.asMap().getOrDefault(sender, Program.UNKNOWN);
        }
        var introduced = parse(request.param("clientInfo"), caller);
        if (caller.isAccepted()) {
            initialized.asMap().merge(sender, introduced, (before, now) -> before.equals(now) ? now : Program.UNKNOWN);
        }
        return introduced;
    }

    private static Program parse(JsonNode info, Caller caller) {
        return Program.of(
                caller.redact(info.path("name").asText("")),
                caller.redact(info.path("version").asText("")));
    }
}
