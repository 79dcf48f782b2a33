package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.people.Account;
import com.quiltdata.sandbox.people.ApiKey;
import com.quiltdata.sandbox.people.StackRole;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import com.quiltdata.sandbox.registry.TypedRefusalException;
import graphql.schema.TypeResolver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The members that result unions share. A record is an object of the type with the record's name. */
final class MutationResults {
    static final TypeResolver BY_NAME =
            env -> env.getSchema().getObjectType(typeName(Objects.requireNonNull(env.<Object>getObject())));

    private MutationResults() {}

    /** Returns the name of an object's type in the schema. */
    static String typeName(Object object) {
        return switch (object) {
            case User _ -> "Me";
            case Account _ -> "User";
            case ApiKey _ -> "APIKey";
            case Bucket _ -> "BucketConfig";
            case StackRole role -> role.managed() ? "ManagedRole" : "UnmanagedRole";
            case TypedRefusal refusal -> refusal.type();
            default -> object.getClass().getSimpleName();
        };
    }

    /** Returns the mutation's result, or the union member that says why it failed. */
    static @Nullable Object of(Supplier<? extends @Nullable Object> mutation) {
        try {
            return mutation.get();
        } catch (TypedRefusalException e) {
            return new TypedRefusal(e.type(), "The request was refused: " + e.type());
        } catch (OperationRefusedException e) {
            return e.path() == null
                    ? new OperationError(e.reason(), e.name(), e.context())
                    : new InvalidInput(List.of(new InputError(e.path(), e.reason(), e.name(), e.context())));
        }
    }

    /** A failure with a type of its own. */
    public record TypedRefusal(String type, String message) {}

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
