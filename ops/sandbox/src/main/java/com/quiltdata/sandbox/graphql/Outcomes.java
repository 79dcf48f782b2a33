package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.registry.Refused;
import graphql.schema.TypeResolver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The arms that unions of results share. An object of a record is of the type of the record's name. */
final class Outcomes {
    static final TypeResolver BY_NAME = env -> env.getSchema()
            .getObjectType(
                    Objects.requireNonNull(env.<Object>getObject()).getClass().getSimpleName());

    private Outcomes() {}

    /** What the mutation yields, or the arm that says why it was not made. */
    static Object of(Supplier<Object> mutation) {
        try {
            return mutation.get();
        } catch (Refused e) {
            return e.path() == null
                    ? new OperationError(e.reason(), e.name(), e.context())
                    : new InvalidInput(List.of(new InputError(e.path(), e.reason(), e.name(), e.context())));
        }
    }

    /** One input that must be another one. */
    public record InputError(
            @Nullable String path,
            String message,
            String name,
            @Nullable Map<String, @Nullable Object> context) {}

    /** The inputs that must be other ones. */
    public record InvalidInput(List<InputError> errors) {}

    /** What no other input alone would mend. */
    public record OperationError(
            String message, String name, @Nullable Map<String, @Nullable Object> context) {}

    /** Done, and there is nothing to tell. */
    public record Ok() {}
}
