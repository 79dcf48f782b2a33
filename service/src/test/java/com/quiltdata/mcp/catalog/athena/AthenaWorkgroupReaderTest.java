package com.quiltdata.mcp.catalog.athena;

import static com.quiltdata.mcp.catalog.athena.FakeAws.ALICE;
import static com.quiltdata.mcp.catalog.athena.FakeAws.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.testing.S3Adapters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which workgroups a caller may use, and which of them queries use by default. */
class AthenaWorkgroupReaderTest {
    private final FakeAws aws = new FakeAws();

    AthenaWorkgroupReaderTest() throws Exception {}

    @AfterEach
    void close() {
        aws.close();
    }

    /** Lists these to everybody, and lets each user use those that contain the user's name. */
    private void groups(List<String> names) {
        aws.on("ListWorkGroups", it -> {
            var from = it.body().path("NextToken").asInt();
            var end = Math.min(names.size(), from + it.body().path("MaxResults").asInt());
            var page = names.subList(from, end).stream()
                    .map(name -> Map.of("Name", name, "State", name.contains("off") ? "DISABLED" : "ENABLED"))
                    .toList();
            return end < names.size()
                    ? Map.of("WorkGroups", page, "NextToken", Integer.toString(end))
                    : Map.of("WorkGroups", page);
        });
        aws.on("GetWorkGroup", it -> {
            if (!it.text("WorkGroup").contains(it.user())) {
                throw new FakeAws.Refusal("AccessDeniedException", "You are not authorized");
            }
            return Workgroups.get(it.text("WorkGroup"));
        });
    }

    private static List<String> names(AthenaCatalog athena, Caller caller) {
        return athena.workgroups().list(caller).stream().map(Workgroup::name).toList();
    }

    @Test
    void prefersTheStacksWorkgroupThenQuiltsThenTheFirstByName() {
        groups(List.of("alice-a", "Quilt-other-alice", "QuiltUserAthena-tf-dev-alice", "alice-off-quilt", "quilt-bob"));
        var athena = aws.catalog();
        assertThat(names(athena, ALICE))
                .containsExactly("QuiltUserAthena-tf-dev-alice", "Quilt-other-alice", "alice-a");
        assertThat(athena.workgroups().get(ALICE, null).name()).isEqualTo("QuiltUserAthena-tf-dev-alice");
        assertThat(names(athena, BOB)).containsExactly("quilt-bob");
    }

    @Test
    void prefersTheConfiguredWorkgroupIfTheCallerMayUseIt() {
        groups(List.of("quilt-alice", "z-alice", "quilt-bob"));
        var athena = aws.catalog("z-alice", S3Adapters.unlimited());
        assertThat(athena.workgroups().get(ALICE, null).name()).isEqualTo("z-alice");
        assertThat(aws.requests("ListWorkGroups")).isEmpty();
        assertThat(names(athena, ALICE)).containsExactly("z-alice", "quilt-alice");
        assertThat(athena.workgroups().get(BOB, null).name()).isEqualTo("quilt-bob");
    }

    @Test
    void readsAllPages() {
        groups(Stream.concat(
                        IntStream.range(0, 120).mapToObj(i -> "quilt-%03d".formatted(i)), Stream.of("quilt-zz-alice"))
                .toList());
        assertThat(names(aws.catalog(), ALICE)).containsExactly("quilt-zz-alice");
        assertThat(aws.requests("ListWorkGroups")).hasSize(3);
    }

    @Test
    void stopsAtTheFirstUsable() {
        groups(IntStream.range(0, 100)
                .mapToObj(i -> "quilt-%03d-alice".formatted(i))
                .toList());
        assertThat(aws.catalog().workgroups().get(ALICE, null).name()).isEqualTo("quilt-000-alice");
        assertThat(aws.requests("GetWorkGroup")).hasSizeLessThan(10);
    }

    @Test
    void asksOncePerCallerUntilForgotten() {
        groups(List.of("quilt-alice", "quilt-bob"));
        var athena = aws.catalog();
        IntStream.range(0, 100).forEach(_ -> {
            assertThat(athena.workgroups().get(ALICE, null).name()).isEqualTo("quilt-alice");
            assertThat(athena.workgroups().get(BOB, null).name()).isEqualTo("quilt-bob");
        });
        assertThat(aws.requests("ListWorkGroups")).hasSize(2);
        athena.forget().accept(ALICE);
        athena.workgroups().get(ALICE, null);
        athena.workgroups().get(BOB, null);
        assertThat(aws.requests("ListWorkGroups")).hasSize(3);
    }

    @Test
    void doesNotKeepWhatWasFoundBeforeBeingForgotten() throws Exception {
        groups(List.of("quilt-alice"));
        var asked = new CountDownLatch(1);
        var forgotten = new CountDownLatch(1);
        aws.on("GetWorkGroup", it -> {
            asked.countDown();
            await(forgotten);
            return Workgroups.get(it.text("WorkGroup"));
        });
        var athena = aws.catalog();
        var search = Thread.ofVirtual().start(() -> athena.workgroups().get(ALICE, null));
        await(asked);
        athena.forget().accept(ALICE);
        forgotten.countDown();
        search.join();
        athena.workgroups().get(ALICE, null);
        assertThat(aws.requests("ListWorkGroups")).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void leavesOutWorkgroupsWithoutAPlaceForResultsAndThoseOfSpark() {
        groups(List.of("alice-managed", "alice-none", "alice-spark"));
        aws.on("GetWorkGroup", it -> switch (it.text("WorkGroup")) {
            case "alice-managed" ->
                Workgroups.get("alice-managed", Map.of("ManagedQueryResultsConfiguration", Map.of("Enabled", true)));
            case "alice-none" -> Workgroups.get("alice-none", Map.of());
            default ->
                Workgroups.get(
                        "alice-spark",
                        Map.of(
                                "EngineVersion", Map.of("EffectiveEngineVersion", "PySpark engine version 3"),
                                "ResultConfiguration", Map.of("OutputLocation", "s3://b/")));
        });
        assertThat(names(aws.catalog(), ALICE)).containsExactly("alice-managed");
    }

    @Test
    void tellsLocationAndLimitOfANamedWorkgroup() {
        aws.on(
                "GetWorkGroup",
                _ -> Workgroups.get(
                        "w",
                        Map.of(
                                "EnforceWorkGroupConfiguration",
                                true,
                                "BytesScannedCutoffPerQuery",
                                10_000_000,
                                "ResultConfiguration",
                                Map.of("OutputLocation", "s3://b/w/"))));
        assertThat(aws.catalog().workgroups().get(ALICE, "w"))
                .isEqualTo(new Workgroup("w", null, null, true, "s3://b/w/", true, 10_000_000L));
    }

    @Test
    void refusesNamedWorkgroupOfAnother() {
        groups(List.of("quilt-alice", "quilt-bob"));
        assertThatThrownBy(() -> aws.catalog().workgroups().get(ALICE, "quilt-bob"))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("Leave workgroup_name out");
    }

    @Test
    void saysThatACallerMayUseNone() {
        groups(List.of("quilt-bob"));
        var athena = aws.catalog();
        assertThatThrownBy(() -> athena.workgroups().get(ALICE, null))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("workgroup_name");
        assertThat(athena.workgroups().list(ALICE)).isEmpty();
    }

    @Test
    void triesPrimaryWhereListingIsDenied() {
        var usable = Set.of("primary");
        aws.refuse(
                        "ListWorkGroups",
                        "AccessDeniedException",
                        "User: u is not authorized to perform: athena:ListWorkGroups")
                .on("GetWorkGroup", it -> {
                    if (!usable.contains(it.text("WorkGroup")) || it.user().equals("bob")) {
                        throw new FakeAws.Refusal("AccessDeniedException", "You are not authorized");
                    }
                    return Workgroups.get(it.text("WorkGroup"));
                });
        var athena = aws.catalog("configured", S3Adapters.unlimited());
        assertThat(athena.workgroups().get(ALICE, null).name()).isEqualTo("primary");
        assertThatThrownBy(() -> athena.workgroups().get(BOB, null))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("`athena:ListWorkGroups`")
                .hasMessageContaining("workgroup_name");
    }

    @Test
    void doesNotTakeAFailureForALackOfRights() {
        groups(List.of("quilt-alice"));
        aws.refuse("GetWorkGroup", "InvalidSignatureException", "m");
        assertThatThrownBy(() -> aws.catalog().workgroups().list(ALICE)).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void throwsARefusedTokenWithoutAskingAthena() {
        var athena = aws.catalog();
        assertThatThrownBy(() -> athena.workgroups().list(FakeAws.REFUSED))
                .isInstanceOf(UnauthenticatedException.class);
        assertThat(aws.requests("ListWorkGroups")).isEmpty();
    }
}
