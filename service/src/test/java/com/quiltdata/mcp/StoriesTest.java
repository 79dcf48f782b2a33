package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.StoryPlayer.Cost;
import com.quiltdata.mcp.StoryPlayer.Era;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of runbook/stories, played with the toolsets that they name in both eras of the protocol. */
@Tag("process")
final class StoriesTest {
    /** By how much the tokens of a page may differ from those that are counted: hashes and dates vary. */
    private static final double TOLERANCE = 0.15;

    /** One sandbox for each, so that each finds the seed alone; started when first asked for. */
    private static final Map<Setting, Stack> STACKS = new HashMap<>();

    /** Where a page is played. */
    private record Setting(Era era, String toolsets) {}

    private record Stack(SandboxProcess sandbox, TestServer server) {
        static Stack started(Setting setting) {
            var sandbox = SandboxProcess.started("sandbox-stories-" + setting.era() + setting.toolsets());
            return new Stack(sandbox, TestServer.before(sandbox, Map.of("QUILT_MCP_TOOLSETS", setting.toolsets())));
        }

        void close() {
            server.close();
            sandbox.close();
        }
    }

    @AfterAll
    static void stop() {
        STACKS.values().forEach(Stack::close);
        STACKS.clear();
    }

    static Stream<Arguments> plays() {
        return Stream.of(Era.values()).flatMap(era -> StoryPage.files().stream().map(file -> Arguments.of(era, file)));
    }

    @ParameterizedTest
    @MethodSource("plays")
    void playsAsThePageSays(Era era, Path file) throws IOException {
        var page = StoryPage.of(file);
        var stack = STACKS.computeIfAbsent(new Setting(era, page.toolsets()), Stack::started);
        var sandbox = stack.sandbox();
        var player = new StoryPlayer(stack.server(), sandbox, era);
        var world = new StoryWorld(stack.server(), sandbox);
        Cost cost;
        try {
            cost = player.play(page);
        } finally {
            sandbox.clearFaults();
            Files.writeString(transcript(era, file), player.transcript());
        }
        world.check(page.outcomes(), player::filled);
        assertThat(cost.errors() > 0).as("%s", player.transcript()).isEqualTo(page.expectsErrors());
        var text = StoryPage.COST.matcher(Files.readString(file)).replaceAll(line(page, cost));
        new Generated(StoriesTest.class).check(file, text);
    }

    /** What was said, for whoever writes a page. */
    private static Path transcript(Era era, Path file) throws IOException {
        return Files.createDirectories(Path.of("target/stories")).resolve("%s-%s".formatted(era, file.getFileName()));
    }

    private static String line(StoryPage page, Cost cost) {
        var written = page.cost(2);
        var near = Math.abs(cost.tokens() - written) <= TOLERANCE * written;
        return "Calls: %d. Tokens: %,d. Errors: %d."
                .formatted(cost.calls(), near ? written : Math.round(cost.tokens() / 10.0) * 10, cost.errors());
    }
}
