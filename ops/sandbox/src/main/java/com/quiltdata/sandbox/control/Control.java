package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.s3.BucketProperties;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Map;

/** The control API under {@code /sandbox/}, which no real catalog has. */
public record Control(
        Faults faults,
        RequestLog requests,
        MutationLog mutations,
        Settings settings,
        PeopleControl people,
        BucketProperties properties) {
    public static final String PATH = "/sandbox/";

    public Reply respond(Call call) {
        String body = call.content().body();
        return switch (call.method() + " " + call.path()) {
            case "POST /sandbox/faults" ->
                Reply.json(201, Map.of("id", faults.add(Json.readStrictly(body, Fault.class))));
            case "DELETE /sandbox/faults" -> done(faults::clear);
            case "GET /sandbox/requests" -> Reply.json(200, requests.list());
            case "DELETE /sandbox/requests" -> done(requests::clear);
            case "GET /sandbox/mutations" -> Reply.json(200, mutations.list());
            case "DELETE /sandbox/mutations" -> done(mutations::clear);
            case "GET /sandbox/settings" -> Reply.json(200, settings.values());
            case "POST /sandbox/settings" ->
                Reply.json(200, settings.change(Json.readStrictly(body, Settings.Change.class)));
            case "POST /sandbox/people" -> people.addUsers(body);
            case "POST /sandbox/tokens" -> people.signIn(body);
            case "POST /sandbox/keys" -> people.addKey(body);
            case "POST /sandbox/roles" -> people.activate(body);
            case "POST /sandbox/roles/new" -> people.addRoles(body);
            case "POST /sandbox/buckets" -> people.addBucket(body);
            case "POST /sandbox/bucket-properties" ->
                done(() -> properties.set(Json.readStrictly(body, BucketProperties.Values.class)));
            default -> Reply.json(404, Map.of("message", "No such control: " + call.method() + " " + call.path()));
        };
    }

    private static Reply done(Runnable action) {
        action.run();
        return Reply.json(200, Map.of());
    }
}
