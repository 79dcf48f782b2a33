package com.quiltdata.sandbox.athena;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.sts.Authentication;
import com.quiltdata.sandbox.sts.SignedRequest;
import com.quiltdata.sandbox.wire.Plane;
import com.quiltdata.sandbox.wire.Reply;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Athena and Glue in AWS's JSON protocol, version 1.1, for the holders of issued sessions. */
public final class AwsJsonApi {
    private final Sessions sessions;
    private final Settings settings;
    private final Map<String, Operation> athena = new HashMap<>();
    private final Map<String, Operation> glue;

    public AwsJsonApi(Sessions sessions, Settings settings, Queries queries, Workgroups workgroups, Tables tables) {
        this.sessions = sessions;
        this.settings = settings;
        athena.putAll(queries.operations());
        athena.putAll(workgroups.operations());
        athena.putAll(new AthenaMetadata(tables).operations());
        glue = new GlueMetadata(tables).operations();
    }

    /** Returns the response to a request for an operation of one of the two. */
    public Reply respond(SignedRequest request, Plane plane, String operation) {
        return switch (Authentication.of(request, plane.name().toLowerCase(Locale.ROOT), sessions)) {
            case Authentication.Refused.UNSIGNED ->
                refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
            case Authentication.Refused.UNKNOWN_KEY ->
                refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
            case Authentication.Refused.WRONG_SIGNATURE ->
                refusal("InvalidSignatureException", "The request signature we calculated does not match.");
            case Authentication.Refused.EXPIRED ->
                refusal("ExpiredTokenException", "The security token included in the request is expired");
            case Authentication.Accepted accepted -> respond(accepted.session(), request, plane, operation);
        };
    }

    private Reply respond(Session session, SignedRequest request, Plane plane, String name) {
        Operation operation = (plane == Plane.GLUE ? glue : athena).get(name);
        if (settings.throttles()) {
            return refusal("ThrottlingException", "Rate exceeded");
        } else if (operation == null) {
            return refusal("UnknownOperationException", "The sandbox does not respond to " + name);
        }
        try {
            var input = Json.object(request.body());
            return reply(200, operation.respond(new JsonRequest(session, plane, name, input)));
        } catch (AwsException e) {
            return error(400, e.type(), String.valueOf(e.getMessage()), e.fields());
        } catch (IllegalArgumentException e) {
            return refusal("SerializationException", String.valueOf(e.getMessage()));
        }
    }

    private static Reply refusal(String type, String message) {
        return error(400, type, message, Map.of());
    }

    /** Returns an error document. */
    public static Reply error(int status, String type, String message, Map<String, String> fields) {
        var body = Json.of("__type", type, "Message", message);
        body.putAll(fields);
        return reply(status, body);
    }

    private static Reply reply(int status, Map<String, ?> body) {
        return new Reply(
                status,
                "application/x-amz-json-1.1",
                Map.of("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000"),
                Json.text(body));
    }
}
