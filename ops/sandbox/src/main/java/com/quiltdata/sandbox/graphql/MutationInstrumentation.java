package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.MutationLog;
import com.quiltdata.sandbox.people.User;
import graphql.execution.ExecutionStepInfo;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records each mutation, replaces the results that a test has set, and runs administration one change at a time. */
final class MutationInstrumentation extends SimplePerformantInstrumentation {
    private static final String MUTATIONS = "Mutations";

    private final MutationLog log;
    private final Object lock = new Object();

    MutationInstrumentation(MutationLog log) {
        this.log = log;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher,
            InstrumentationFieldFetchParameters parameters,
            @Nullable InstrumentationState state) {
        DataFetchingEnvironment env = parameters.getEnvironment();
        return isMutation(env) ? call -> run(fetcher, call) : fetcher;
    }

    /** A mutation is a field of {@code Mutation} or of a type below it that does not itself group mutations. */
    private static boolean isMutation(DataFetchingEnvironment env) {
        String parent = name(env.getParentType());
        return ("Mutation".equals(parent) || parent.endsWith(MUTATIONS))
                && !name(env.getFieldType()).endsWith(MUTATIONS);
    }

    private @Nullable Object run(DataFetcher<?> fetcher, DataFetchingEnvironment env) throws Exception {
        String operation = operation(env.getExecutionStepInfo());
        String result = "error";
        try {
            Object value =
                    operation.startsWith("package") ? fetch(fetcher, env, operation) : locked(fetcher, env, operation);
            result = typeName(env, value);
            return value;
        } finally {
            User user = Viewer.of(env).user();
            log.add(operation, user == null ? null : user.name(), arguments(env.getExecutionStepInfo()), result);
        }
    }

    private @Nullable Object locked(DataFetcher<?> fetcher, DataFetchingEnvironment env, String operation)
            throws Exception {
        synchronized (lock) {
            return fetch(fetcher, env, operation);
        }
    }

    private static @Nullable Object fetch(DataFetcher<?> fetcher, DataFetchingEnvironment env, String operation)
            throws Exception {
        String outcome = Arguments.settings(env).admin().outcomes().get(operation);
        boolean allowed = !env.getFieldDefinition().hasAppliedDirective("admin")
                || Viewer.of(env).isAdmin();
        return outcome == null || !allowed ? fetcher.get(env) : outcome(env, outcome);
    }

    private static Object outcome(DataFetchingEnvironment env, String outcome) {
        String message = "The sandbox was told to return " + outcome;
        if ("InvalidInput".equals(outcome)) {
            return new MutationResults.InvalidInput(
                    List.of(new MutationResults.InputError("input", message, outcome, Map.of())));
        }
        boolean type = GraphQLTypeUtil.unwrapNonNull(env.getFieldType()) instanceof GraphQLUnionType union
                && union.getTypes().stream().anyMatch(member -> member.getName().equals(outcome));
        return type
                ? new MutationResults.TypedRefusal(outcome, message)
                : new MutationResults.OperationError(message, outcome, Map.of());
    }

    private static @Nullable String typeName(DataFetchingEnvironment env, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        GraphQLType type = GraphQLTypeUtil.unwrapNonNull(env.getFieldType());
        return type instanceof GraphQLObjectType object ? object.getName() : MutationResults.typeName(value);
    }

    /** Returns the names of the fields from the root, but for {@code mutate}, as {@code admin.user.setEmail}. */
    private static String operation(ExecutionStepInfo step) {
        return fromRoot(step).stream()
                .map(above -> Objects.requireNonNull(above.getFieldDefinition()).getName())
                .filter(field -> !"mutate".equals(field))
                .collect(Collectors.joining("."));
    }

    /** Returns the arguments of the field and of those above it. */
    private static Map<String, @Nullable Object> arguments(ExecutionStepInfo step) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        fromRoot(step).forEach(above -> all.putAll(above.getArguments()));
        return all;
    }

    private static List<ExecutionStepInfo> fromRoot(ExecutionStepInfo step) {
        var steps = new ArrayDeque<ExecutionStepInfo>();
        for (var above = step; above != null && !above.getPath().isRootPath(); above = above.getParent()) {
            steps.addFirst(above);
        }
        return List.copyOf(steps);
    }

    private static String name(GraphQLType type) {
        return Objects.requireNonNull(((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(type)).getName());
    }
}
