package com.quiltdata.mcp.mcp;

import static com.quiltdata.mcp.mcp.MultiRoundTripClient.ALL;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.accept;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.legacy;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.mcp.MultiRoundTripClient.Reply;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.RawTools;
import com.quiltdata.mcp.tool.SampleTools;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.objects.BucketToolset;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consent to what cannot be undone, the same for every DESTROY tool. */
final class ConsentTest {
    private static final String KEY = "a key that two servers share, quite long";

    private final List<String> done = new ArrayList<>();
    private final McpServer server = server();
    private final McpServer other = server();

    private McpServer server() {
        return server(RequestStateSigner.of(KEY, null, InstantSource.system()));
    }

    private McpServer server(RequestStateSigner states) {
        return Protocols.of(states, SampleTools.greeting("drop", Effect.DESTROY, (in, _) -> {
            done.add(in.who());
            return new SampleTools.Output("gone", null, null);
        }));
    }

    private Reply call(String name, String params) {
        return MultiRoundTripClient.call(server, name, ALL, params);
    }

    private static String who(String more) {
        return ",\"arguments\":{\"who\":\"Ada\"%s}".formatted(more);
    }

    @Test
    void asksTheUserBeforeADestroyToolRunsOnce() {
        var first = call("drop", who("")).asks();
        assertThat(first.result().at("/inputRequests/confirm/params/message").asText())
                .contains("Greeting")
                .contains("Ada");
        assertThat(first.result().toString()).contains("This cannot be undone.");
        assertThat(done).isEmpty();
        var second = MultiRoundTripClient.call(
                other, "drop", ALL, who("") + next(first, accept("confirm", "{\"confirm\":true}")));
        assertThat(second.result().at("/structuredContent/greeting").asText()).isEqualTo("gone");
        assertThat(done).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"confirm\":{\"action\":\"decline\"}}",
                "{\"confirm\":{\"action\":\"cancel\"}}",
                "{\"confirm\":{\"action\":\"accept\",\"content\":{\"confirm\":false}}}",
                "{\"confirm\":{\"action\":\"accept\",\"content\":{}}}",
            })
    void doesNotRunWithoutTheUsersConsent(String responses) {
        var first = call("drop", who("")).asks();
        var second = call("drop", who("") + next(first, responses));
        assertThat(second.result().get("isError").asBoolean()).isTrue();
        assertThat(second.text()).isEqualTo("Nothing was changed: the user did not confirm the call.");
        assertThat(done).isEmpty();
    }

    @Test
    void ignoresConfirmArgumentWhenTheClientSupportsElicitation() {
        call("drop", who(",\"confirm\":true")).asks();
        assertThat(done).isEmpty();
    }

    @Test
    void refusesConsentToAnotherCall() {
        var first = call("drop", who("")).asks();
        var second =
                call("drop", ",\"arguments\":{\"who\":\"Bob\"}" + next(first, accept("confirm", "{\"confirm\":true}")));
        assertThat(second.code()).isEqualTo(-32602);
        assertThat(done).isEmpty();
    }

    /** Without QUILT_MCP_STATE_KEY each process has a key of its own. */
    @Test
    void doesNotActOnConsentThatReachesAnotherProcessWithoutASharedKey() {
        var mine = server(RequestStateSigner.random());
        var first = MultiRoundTripClient.call(mine, "drop", ALL, who("")).asks();
        var consent = who("") + next(first, accept("confirm", "{\"confirm\":true}"));
        var refused = MultiRoundTripClient.call(server(RequestStateSigner.random()), "drop", ALL, consent);
        assertThat(refused.code()).isEqualTo(-32602);
        assertThat(refused.body().at("/error/message").asText())
                .endsWith("Start the call again without it."
                        + " The operator can set QUILT_MCP_STATE_KEY so that answers reach any process.");
        assertThat(done).isEmpty();
        MultiRoundTripClient.call(mine, "drop", ALL, consent);
        assertThat(done).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", ALL})
    void refusesACallerWithoutRightsBeforeAskingTheUser(String capabilities) {
        var refusing = Protocols.of(RequestStateSigner.random(), new Refusing(done));
        for (var more : List.of("", ",\"confirm\":true")) {
            assertThat(MultiRoundTripClient.call(refusing, "greet", capabilities, who(more))
                            .text())
                    .isEqualTo("Only administrators may do this.");
        }
        assertThat(done).isEmpty();
    }

    /** A tool whose question looks at the caller's rights first. */
    private record Refusing(List<String> done) implements Tool<SampleTools.Input, SampleTools.Output> {
        @Override
        public Spec<SampleTools.Input, SampleTools.Output> spec() {
            return SampleTools.greeting("greet", Effect.DESTROY, (_, _) -> new SampleTools.Output("", null, null))
                    .spec();
        }

        @Override
        public String confirmation(SampleTools.Input in, Call call) {
            throw new Failure.Denied("Only administrators may do this.");
        }

        @Override
        public SampleTools.Output call(SampleTools.Input in, Call call) {
            done.add(in.who());
            return new SampleTools.Output("gone", null, null);
        }
    }

    /** A tool whose question depends on what it finds, and that needs a name after the consent. */
    private final class Changing implements Tool<SampleTools.Input, SampleTools.Output> {
        private String question = "Delete 1 revision?";

        @Override
        public Spec<SampleTools.Input, SampleTools.Output> spec() {
            return SampleTools.greeting("greet", Effect.DESTROY, (_, _) -> new SampleTools.Output("", null, null))
                    .spec();
        }

        @Override
        public String confirmation(SampleTools.Input in, Call call) {
            return question;
        }

        @Override
        public SampleTools.Output call(SampleTools.Input in, Call call) {
            var form = JsonNodeFactory.instance.objectNode().put("type", "object");
            call.inputs().ask("name", new InputRequest.ElicitRequest("Name?", form));
            done.add(question);
            return new SampleTools.Output("gone", null, null);
        }
    }

    private static final String AGREED = accept("confirm", "{\"confirm\":true}");

    private final Changing changing = new Changing();
    private final McpServer rounds = Protocols.of(RequestStateSigner.random(), changing);

    private Reply round(String more) {
        return MultiRoundTripClient.call(rounds, "greet", ALL, who("") + more);
    }

    private static String question(Reply reply) {
        return reply.asks().result().at("/inputRequests/confirm/params/message").asText();
    }

    @Test
    void consentHoldsInLaterRoundsOfTheCall() {
        var asksName = round(next(round(""), AGREED)).asks();
        assertThat(asksName.result().path("inputRequests").has("name")).isTrue();
        round(next(asksName, accept("name", "{}")));
        assertThat(done).containsExactly("Delete 1 revision?");
    }

    @Test
    void asksAgainWhenTheQuestionHasChangedSinceItWasAsked() {
        var first = round("");
        changing.question = "Delete 7 revisions?";
        var second = round(next(first, AGREED));
        assertThat(question(second)).isEqualTo("Delete 7 revisions?");
        round(next(second, AGREED)).asks();
    }

    @Test
    void asksAgainWhenTheQuestionHasChangedSinceTheConsent() {
        var asksName = round(next(round(""), AGREED));
        changing.question = "Delete 7 revisions?";
        assertThat(question(round(next(asksName, accept("name", "{}"))))).isEqualTo("Delete 7 revisions?");
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501})
    void cutsLongQuestions(int length) {
        changing.question = "x".repeat(length);
        assertThat(question(round(""))).isEqualTo("x".repeat(500) + (length > 500 ? "…" : ""));
    }

    @Test
    void refusesConsentToAQuestionThatWasNotAsked() {
        call("drop", who("") + ",\"inputResponses\":" + accept("confirm", "{\"confirm\":true}"))
                .asks();
        assertThat(done).isEmpty();
    }

    @Test
    void requiresConfirmArgumentWithoutElicitation() {
        var unsaid = MultiRoundTripClient.call(server, "drop", "{}", who(""));
        assertThat(unsaid.text()).contains("confirm=true");
        assertThat(legacy(server, "drop", who(",\"confirm\":false")).text()).contains("confirm=true");
        assertThat(legacy(server, "drop", who(",\"confirm\":null")).text()).contains("confirm=true");
        assertThat(legacy(server, "drop", who(",\"confirm\":\"\"")).text()).contains("confirm=true");
        assertThat(done).isEmpty();
        assertThat(legacy(server, "drop", who(",\"confirm\":\"true\"")).text()).contains("gone");
        assertThat(MultiRoundTripClient.call(server, "drop", "{}", who(",\"confirm\":true"))
                        .text())
                .contains("gone");
    }

    /** A tool that is not DESTROY asks for the calls that its users must agree to, and for no others. */
    @Test
    void asksOnlyForCallsThatNeedConfirmation() {
        var objects = new MemoryObjects();
        var put = BucketToolset.of(_ -> List.of(), objects, objects, objects).tools().stream()
                .filter(tool -> tool.spec().name().equals("bucket_objects_put"))
                .findFirst()
                .orElseThrow();
        var bucket = Protocols.of(RequestStateSigner.of(KEY, null, InstantSource.system()), put);
        var arguments = ",\"arguments\":{\"bucket\":\"bucket-1\",\"items\":[{\"key\":\"%s\",\"text\":\"x\"}]%s}";
        var internal = arguments.formatted(".quilt/workflows/config.yml", ",\"allow_internal\":true%s");

        var first = MultiRoundTripClient.call(bucket, "bucket_objects_put", ALL, internal.formatted(""))
                .asks();
        assertThat(first.result().toString()).doesNotContain("undone");
        assertThat(legacy(bucket, "bucket_objects_put", internal.formatted("")).text())
                .contains("Nothing was changed", "confirm=true")
                .doesNotContain("undone");
        assertThat(objects.asked).isEmpty();
        var plain = arguments.formatted("plain", ",\"allow_internal\":true");
        MultiRoundTripClient.call(bucket, "bucket_objects_put", ALL, plain);
        legacy(bucket, "bucket_objects_put", internal.formatted(",\"confirm\":true"));
        assertThat(objects.asked)
                .containsExactly("put s3://bucket-1/plain", "put s3://bucket-1/.quilt/workflows/config.yml");
    }

    @Test
    void refusesInvalidArgumentsBeforeAskingTheUser() {
        var seen = call("drop", ",\"arguments\":{}");
        assertThat(seen.text()).contains("`who` is missing");
        assertThat(call("drop", who(",\"confirm\":\"maybe\"")).text()).contains("`confirm` must be true or false");
    }

    @Test
    void addsConfirmOnlyToSchemasOfDestroyTools() {
        var descriptors = Inventory.descriptors(List.<Tool<?, ?>>of(SampleTools.greeting(), dropping()));
        assertThat(descriptors.at("/0/inputSchema/properties").has("confirm")).isFalse();
        assertThat(descriptors.at("/1/inputSchema/properties/confirm/type").asText())
                .isEqualTo("boolean");
        assertThat(descriptors.at("/1/inputSchema/required").toString()).doesNotContain("confirm");
    }

    @Test
    void namesConfirmAmongTheKnownArgumentsOfDestroyToolsOnly() {
        assertThat(call("drop", who(",\"confirn\":true")).text()).contains("did you mean `confirm`?");
        var greet = Protocols.of(RequestStateSigner.random(), SampleTools.greeting());
        assertThat(legacy(greet, "greet", who(",\"confirn\":true")).text()).doesNotContain("`confirm`");
    }

    private static Tool<?, ?> dropping() {
        return RawTools.of("drop", Effect.DESTROY, (_, _) -> CallToolResult.of());
    }
}
