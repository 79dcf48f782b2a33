package com.quiltdata.sandbox.athena;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.s3.S3Plane;
import com.quiltdata.sandbox.wire.Plane;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to Athena or Glue of an authenticated session. */
record JsonRequest(Session session, Plane plane, String operation, Map<String, @Nullable Object> input) {
    Role role() {
        return session.role();
    }

    /** Returns a text that the request must have, with as many characters. */
    String text(String name, int min, int max) {
        String text = optionalText(name);
        if (text == null || text.length() < min || text.length() > max) {
            throw invalid("Value at '%s' failed to satisfy constraint: Member must have length between %d and %d"
                    .formatted(name, min, max));
        }
        return text;
    }

    /** Returns a name that the request must have. */
    String name(String field) {
        return text(field, 1, 256);
    }

    @Nullable
    String optionalText(String name) {
        return input.get(name) instanceof String text ? text : null;
    }

    Map<String, @Nullable Object> object(String name) {
        return Json.asObject(input.get(name));
    }

    List<?> list(String name) {
        return input.get(name) instanceof List<?> list ? list : List.of();
    }

    /** Returns {@code MaxResults}, which must be in bounds if it is there. */
    int maxResults(int min, int max, int absent) {
        Object value = input.get("MaxResults");
        if (value == null) {
            return absent;
        }
        if (!(value instanceof Integer number) || number < min || number > max) {
            throw invalid("Value '%s' at 'maxResults' failed to satisfy constraint: Member must be between %d and %d"
                    .formatted(value, min, max));
        }
        return number;
    }

    AwsException invalid(String message) {
        return new AwsException(plane == Plane.GLUE ? "InvalidInputException" : "InvalidRequestException", message);
    }

    /** Returns IAM's refusal of this operation. */
    AwsException denied(String resource) {
        String action = (plane == Plane.GLUE ? "glue:" : "athena:") + operation;
        return new AwsException(
                "AccessDeniedException",
                ("User: %s is not authorized to perform: %s on resource: arn:aws:athena:%s:%s:%s because no"
                                + " identity-based policy allows the %s action")
                        .formatted(session.arn(), action, S3Plane.REGION, People.ACCOUNT_ID, resource, action));
    }

    /** Returns an output of the given keys and values, without those that are null. */
    static Map<String, @Nullable Object> output(@Nullable Object... keysAndValues) {
        var output = Json.of(keysAndValues);
        output.values().removeIf(Objects::isNull);
        return output;
    }
}
