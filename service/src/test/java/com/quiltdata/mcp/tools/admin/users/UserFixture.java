package com.quiltdata.mcp.tools.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.MemoryUsers;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.TokenCounter;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The tools for users over accounts in memory, called as a client without elicitation calls them. */
final class UserFixture {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 10, 10, 20_000, 1 << 25);

    final MemoryUsers users = new MemoryUsers();
    private final Inventory inventory =
            new Inventory(List.of(new Toolset("admin", UserTools.of(users.ports()), Set.of(), true)));
    private final Runner runner = new Runner(
            inventory,
            LIMITS,
            Validators.newValidator(),
            new Meters(MetricsLevel.STANDARD, new MetricRegistry()),
            caller -> {});

    UserFixture() {
        users.with("ada", it -> it);
    }

    User ada() {
        return users.get(Caller.of("x"), "ada");
    }

    /** Returns the structured result of a call that must succeed. */
    ObjectNode call(String tool, String arguments) {
        return switch (run(tool, arguments)) {
            case Result.Success success -> {
                assertThat(TokenCounter.count(success.text())).isLessThanOrEqualTo(10_000);
                yield success.structured();
            }
            case Result.FailureResult(var failure) -> throw failure;
            case Result other -> throw new AssertionError(other);
        };
    }

    /** Returns the sentence of a call that must fail. */
    String refusal(String tool, String arguments) {
        return switch (run(tool, arguments)) {
            case Result.FailureResult(var failure) -> String.valueOf(failure.getMessage());
            case Result other -> throw new AssertionError(other);
        };
    }

    private Result run(String tool, String arguments) {
        var call = new Call(Caller.of("somebody"), "r", runner.deadline());
        return runner.run(inventory.find(tool).orElseThrow(), tree(arguments), call);
    }

    private static ObjectNode tree(String arguments) {
        try {
            return (ObjectNode) JSON.readTree(arguments);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
