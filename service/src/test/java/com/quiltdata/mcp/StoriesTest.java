package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.StoryPlayer.Cost;
import com.quiltdata.mcp.StoryPlayer.Era;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of runbook/stories, played on the default configuration in both eras of the protocol. */
@Tag("process")
@ParameterizedClass
@EnumSource(Era.class)
final class StoriesTest {
    /** By how much the tokens of a page may differ from those that are counted: hashes and dates vary. */
    private static final double TOLERANCE = 0.05;

    private static SandboxProcess sandbox;
    private static TestServer server;

    @Parameter
    private Era era;

    @BeforeParameterizedClassInvocation
    static void start(Era era) {
        sandbox = SandboxProcess.started("sandbox-stories-" + era);
        server = TestServer.before(sandbox);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
        sandbox.close();
    }

    static List<Path> pages() {
        return StoryPage.files();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void playsAsThePageSays(Path file) throws IOException {
        var page = StoryPage.of(file);
        var player = new StoryPlayer(server, sandbox, era);
        var world = new StoryWorld(server, sandbox);
        Cost cost;
        try {
            cost = player.play(page);
        } finally {
            sandbox.clearFaults();
            Files.writeString(transcript(file), player.transcript());
        }
        world.check(page.outcomes(), player::filled);
        assertThat(cost.errors() > 0).as(player.transcript()).isEqualTo(page.expectsErrors());
        var text = StoryPage.COST.matcher(Files.readString(file)).replaceAll(line(page, cost));
        new Generated(StoriesTest.class).check(file, text);
    }

    /** What was said, for whoever writes a page. */
    private Path transcript(Path file) throws IOException {
        return Files.createDirectories(Path.of("target/stories")).resolve("%s-%s".formatted(era, file.getFileName()));
    }

    private static String line(StoryPage page, Cost cost) {
        var written = page.cost(2);
        var near = Math.abs(cost.tokens() - written) <= TOLERANCE * written;
        return "Calls: %d. Tokens: %,d. Errors: %d."
                .formatted(cost.calls(), near ? written : Math.round(cost.tokens() / 10.0) * 10, cost.errors());
    }
}
