package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.registry.OperationRefusedException;
import graphql.schema.TypeResolver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The members that result unions share. A record is an object of the type with the record's name. */
final class MutationResults {
    static final TypeResolver BY_NAME = env -> env.getSchema()
            .getObjectType(
                    Objects.requireNonNull(env.<Object>getObject()).getClass().getSimpleName());

    private MutationResults() {}

    /** Returns the mutation's result, or the union member that says why it failed. */
    static Object of(Supplier<Object> mutation) {
        try {
            return mutation.get();
        } catch (OperationRefusedException e) {
            return e.path() == null
                    ? new OperationError(e.reason(), e.name(), e.context())
                    : new InvalidInput(List.of(new InputError(e.path(), e.reason(), e.name(), e.context())));
        }
    }

    /** One invalid input. */
    public record InputError(
            @Nullable String path,
            String message,
            String name,
            @Nullable Map<String, @Nullable Object> context) {}

    /** The invalid inputs. */
    public record InvalidInput(List<InputError> errors) {}

    /** A failure that no other input would avoid. */
    public record OperationError(
            String message, String name, @Nullable Map<String, @Nullable Object> context) {}

    /** Success without a result. */
    public record Ok() {}
}
