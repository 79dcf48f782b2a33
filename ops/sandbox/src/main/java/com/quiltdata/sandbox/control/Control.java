package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Map;

/** The control API under {@code /sandbox/}, which no real catalog has. */
public record Control(Faults faults, RequestLog requests, Settings settings, BearerTokens bearers) {
    /** The number of users to create. */
    public record NewUsers(int count) {}

    /** The role of a user that becomes the active one. */
    public record RoleChange(String user, String role) {}

    public static final String PATH = "/sandbox/";

    public Reply respond(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "POST /sandbox/faults" ->
                Reply.json(
                        201,
                        Map.of("id", faults.add(Json.readStrictly(call.content().body(), Fault.class))));
            case "DELETE /sandbox/faults" -> {
                faults.clear();
                yield Reply.json(200, Map.of());
            }
            case "GET /sandbox/requests" -> Reply.json(200, requests.list());
            case "DELETE /sandbox/requests" -> {
                requests.clear();
                yield Reply.json(200, Map.of());
            }
            case "GET /sandbox/settings" -> Reply.json(200, settings.values());
            case "POST /sandbox/settings" ->
                Reply.json(200, settings.change(Json.readStrictly(call.content().body(), Settings.Change.class)));
            case "POST /sandbox/people" -> {
                NewUsers request = Json.readStrictly(call.content().body(), NewUsers.class);
                yield Reply.json(201, Map.of("tokens", bearers.issue(request.count())));
            }
            case "POST /sandbox/roles" -> {
                RoleChange change = Json.readStrictly(call.content().body(), RoleChange.class);
                bearers.activate(change.user(), change.role());
                yield Reply.json(200, Map.of());
            }
            default -> Reply.json(404, Map.of("message", "No such control: " + call.method() + " " + call.path()));
        };
    }
}
