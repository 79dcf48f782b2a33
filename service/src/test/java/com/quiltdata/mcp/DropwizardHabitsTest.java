package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.DropwizardHabits.Obeyed;
import com.quiltdata.mcp.DropwizardHabits.Refused;
import com.quiltdata.mcp.DropwizardHabits.Setup;
import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.testing.Configurations;
import com.quiltdata.mcp.testing.Generated;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the table of runbook/dropwizard.md and writes it. */
final class DropwizardHabitsTest {
    private static final String PREFIX = "habits";

    @TempDir
    private static Path directory;

    static List<Obeyed> obeyed() {
        return DropwizardHabits.obeyed();
    }

    static List<Refused> refused() {
        return DropwizardHabits.refused();
    }

    @ParameterizedTest
    @MethodSource
    void obeyed(Obeyed habit) {
        habit.check()
                .accept(withProperties(
                        habit.setup(),
                        PREFIX,
                        () -> Configurations.of(
                                habit.setup().yaml(), habit.setup().environment(), PREFIX)));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Refused habit) {
        var setup = habit.setup();
        assertThat(withProperties(
                        setup, PREFIX, () -> Configurations.faults(setup.yaml(), setup.environment(), PREFIX)))
                .containsExactly(habit.sentence().formatted(PREFIX));
    }

    @Test
    void reportsFaultsOfEveryKindAtOnce() {
        var yaml = """
                catalog: {url: not a url, registryUrl: https://registry.example.com, timeout: 5}
                aws: {s3Endpoint: also not}
                limits: {answerTokens: 5, upstreamBytes: 1.5, concurrentCalls: many}
                server: {maxThread: 5, shutdownGracePeriod: soon}
                """;
        assertThat(Configurations.faults(yaml, Map.of()))
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("QUILT_CATALOG_URL"),
                        it -> assertThat(it).contains("AWS_ENDPOINT_URL_S3"),
                        it -> assertThat(it).contains("QUILT_MCP_ANSWER_TOKENS"),
                        it -> assertThat(it).startsWith("limits.upstreamBytes must be"),
                        it -> assertThat(it).startsWith("limits.concurrentCalls must be"),
                        it -> assertThat(it).contains("catalog.timeout is not a key", "did you mean timeoutSeconds?"),
                        it -> assertThat(it).contains("server.maxThread is not a key", "did you mean maxThreads?"),
                        it -> assertThat(it).startsWith("server.shutdownGracePeriod must be"));
    }

    /** A few of them: the commands have one reader. */
    static Stream<Refused> onTheCommandLine() {
        return refused().stream()
                .filter(habit -> habit.setup().properties().isEmpty())
                .limit(4);
    }

    @ParameterizedTest
    @MethodSource("onTheCommandLine")
    void checkAndServerRefuseTheSameWithoutStackTrace(Refused habit) throws Exception {
        var file =
                Files.writeString(directory.resolve("config.yml"), habit.setup().yaml());
        var sentence = "Invalid configuration: " + habit.sentence().replaceFirst("^config.yml", file.toString()) + "\n";
        assertThat(run(habit.setup(), "check", file.toString())).isEqualTo(sentence);
        assertThat(run(habit.setup(), "server", file.toString())).isEqualTo(sentence);
    }

    @Test
    void checkExplainsItselfWithHelp() throws Exception {
        assertThat(run(refused().getFirst().setup(), "check", "-h")).isEmpty();
    }

    @Test
    void namesTheFileThatCannotBeRead() throws Exception {
        assertThat(run(refused().getFirst().setup(), "check", "none.yml"))
                .isEqualTo("Invalid configuration: none.yml cannot be read\n");
    }

    @Test
    void checkNamesTheVariableOfAnAddressThatIsNotOfThisMachine() throws Exception {
        var setup = obeyed().getFirst().setup().with("FASTMCP_HOST", "192.0.2.1");
        var file = Files.writeString(directory.resolve("config.yml"), "");
        assertThat(run(setup, "check", file.toString()))
                .isEqualTo("Invalid configuration: FASTMCP_HOST must be an address or host name of this machine,"
                        + " not '192.0.2.1'\n");
    }

    /** Runs a command in this process, and returns what it writes to standard error. */
    private static String run(Setup setup, String... arguments) throws Exception {
        var application =
                new McpApplication(new ConfigurationLoader(setup.environment()::get, McpServerFactory.TOOLSETS));
        var bootstrap = new Bootstrap<McpConfiguration>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        new Cli(new JarLocation(McpApplication.class), bootstrap, output, errors).run(arguments);
        return errors.toString(StandardCharsets.UTF_8);
    }

    private static <T> T withProperties(Setup setup, String prefix, Supplier<T> action) {
        setup.properties().forEach((name, value) -> System.setProperty(prefix + "." + name, value));
        try {
            return action.get();
        } finally {
            setup.properties().keySet().forEach(name -> System.clearProperty(prefix + "." + name));
        }
    }

    @Test
    void pageIsUpToDate() {
        var obeyed = obeyed().stream()
                .map(habit -> "| %s | %s |\n"
                        .formatted(DropwizardHabits.cell(habit.habit()), DropwizardHabits.cell(habit.here())));
        var refused = refused().stream()
                .map(habit -> "| %s | %s | %s |\n"
                        .formatted(
                                habit.habit(),
                                DropwizardHabits.cell(written(habit.setup())),
                                DropwizardHabits.cell(habit.sentence().formatted("dw"))));
        new Generated(DropwizardHabitsTest.class)
                .check(
                        Path.of("../runbook/dropwizard.md"),
                        """
                # Dropwizard habits

                <!-- Generated by DropwizardHabitsTest. -->

                The server is a Dropwizard 5 application, and `config.yml` is its configuration. A file of your own needs only the keys that it changes. The value of a key is the first of these that is set: the property `-Ddw.KEY`, the key in the file, its [variable](configuration.md), its default, which [config.yml](../config.yml) shows. A list, `server.requestLog` and `health.responder` replace the default as a whole; everything else is merged key by key, also inside each connector.

                ## What works

                `DropwizardHabitsTest.obeyed` runs each row, and `DropwizardServerTest` starts servers with partial sections.

                | Habit | Here |
                |---|---|
                """ + obeyed.collect(Collectors.joining()) + """

                ## What is refused

                `check FILE` and `server FILE` report all faults at once, one line `Invalid configuration: …` for each, and exit with 1. `check` reports the same faults as `server`, except ports that are taken. `DropwizardHabitsTest.refused` runs each row, and `DropwizardHabitsTest.checkAndServerRefuseTheSameWithoutStackTrace` runs some with both commands.

                | Habit | Example | Sentence |
                |---|---|---|
                """ + refused.collect(Collectors.joining()));
    }

    private static String written(Setup setup) {
        var properties =
                setup.properties().entrySet().stream().map(entry -> "-Ddw." + entry.getKey() + "=" + entry.getValue());
        var variables = setup.environment().entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("_URL"))
                .map(entry -> entry.getKey() + "=" + entry.getValue());
        return Stream.of(Stream.of(setup.yaml().strip()), properties, variables)
                .flatMap(it -> it)
                .filter(text -> !text.isEmpty())
                .map(text -> "`" + text + "`")
                .collect(Collectors.joining(" "));
    }
}
