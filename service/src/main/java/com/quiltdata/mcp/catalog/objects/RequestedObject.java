package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object that a URI names, and the one of the URI taken undecoded; null if it is the same. */
public record RequestedObject(
        ObjectLocation location, @Nullable ObjectLocation undecoded) {
    /** Parses a URI; refuses others as {@link S3Uri#parsePasted} does. */
    public static RequestedObject parse(String uri) {
        var location = S3Uri.parsePasted(uri);
        var undecoded = S3Uri.parsePastedUndecoded(uri);
        return new RequestedObject(location, undecoded.equals(location) ? null : undecoded);
    }

    /** Reads the object; when it is missing and the undecoded one exists, the failure gives the URI of that. */
    public <T> T read(ObjectReader objects, Caller caller, Function<ObjectLocation, T> read) {
        try {
            return read.apply(location);
        } catch (Failure.NotFound missing) {
            if (undecoded == null || !objects.exists(caller, undecoded)) {
                throw missing;
            }
            throw missing.withMessage("%s But an object with the key `%s` exists; its URI is %s."
                    .formatted(missing.getMessage(), undecoded.key(), S3Uri.print(undecoded)));
        }
    }

    /** Returns which object was read when the undecoded one exists too, or else null. */
    public @Nullable String ambiguity(ObjectReader objects, Caller caller) {
        return undecoded == null || location.versionId() != null || !objects.exists(caller, undecoded)
                ? null
                : "This is the object with the key `%s`. Another object has the key `%s`; its URI is %s."
                        .formatted(location.key(), undecoded.key(), S3Uri.print(undecoded));
    }
}
