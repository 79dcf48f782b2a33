package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tool.Call;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackageDeleteTest {
    private final PublishFixture fixture = new PublishFixture();
    private final PackageDelete tool = new PackageDelete(fixture.ports(), fixture.timing);

    private static PackageDelete.Input input(String revision) {
        return new PackageDelete.Input("lab/plates", "s3://bucket-1", revision);
    }

    private PackageDeleteResult delete(String revision) {
        return tool.call(input(revision), Calls.any());
    }

    @Test
    void confirmationNamesRevisionCountAndLatest() {
        fixture.publish("one", "a");
        var latest = fixture.publish("two", "b");

        assertThat(tool.confirmation(input("all"), Calls.any()))
                .isEqualTo("Delete package lab/plates in bucket bucket-1 with all of its 2 revisions? Latest is %s."
                        .formatted(latest));
        assertThat(tool.confirmation(input(latest), Calls.any()))
                .contains("Delete revision " + latest)
                .contains("one of 2; latest is this one");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void deletesAllRevisionsOldestFirst() {
        var one = fixture.publish("one", "a");
        var two = fixture.publish("two", "b");

        var deleted = delete("all");

        assertThat(fixture.packages.done).containsExactly("delete " + one, "delete " + two);
        assertThat(deleted.deleted()).isEqualTo(2);
        assertThat(deleted.latest()).isNull();
        assertThat(deleted.remaining()).isZero();
        assertThat(deleted.message()).endsWith("The package is gone.");
        assertThat(deleted.message()).contains("S3 objects are untouched");
    }

    @Test
    void deletesOneRevisionAndLatestFallsBack() {
        var one = fixture.publish("one", "a");
        var two = fixture.publish("two", "b");

        var deleted = delete(two);

        assertThat(deleted.results())
                .extracting(PackageDeleteResult.RevisionOutcome::revision)
                .containsExactly(two);
        assertThat(deleted.latest()).isEqualTo(one);
        assertThat(deleted.remaining()).isEqualTo(1);
        assertThat(deleted.message()).contains("Revisions left: 1; latest is now " + one + " (\"one\"");
    }

    @Test
    void reportsOutcomeOfEachRevisionAfterFailure() {
        var one = fixture.publish("one", "a");
        var two = fixture.publish("two", "b");
        var three = fixture.publish("three", "c");
        fixture.packages.stuck.put(two, new Failure.Unavailable("The registry is unavailable for now.", null));

        var deleted = delete("all");

        assertThat(deleted.action()).isEqualTo("partly deleted");
        assertThat(deleted.remaining()).isEqualTo(2);
        assertThat(deleted.results())
                .extracting(PackageDeleteResult.RevisionOutcome::revision)
                .containsExactly(two, three, one);
        assertThat(deleted.results().getFirst().error()).isEqualTo("The registry is unavailable for now.");
        assertThat(deleted.results().get(1).error())
                .isEqualTo("Not attempted: an earlier deletion failed, or the time of the call was used up.");
        assertThat(deleted.latest()).isEqualTo(three);
    }

    @Test
    void failsWhenFirstDeletionIsRefused() {
        fixture.publish("one", "a");
        fixture.packages.stuck.put("*", new Failure.Denied("Access denied."));

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> delete("all"))
                .withMessage("Access denied. Nothing was deleted.");
    }

    @Test
    void refusesReaderInsteadOfAskingTheUser() {
        fixture.publish("one", "a");
        fixture.rights = new BucketRights("r", List.of(), BucketRights.Level.READ);

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> tool.confirmation(input("all"), Calls.any()))
                .withMessage("Your role may not write to bucket `bucket-1`. Nothing was changed.");
        fixture.rights = new BucketRights("r", List.of("w"), BucketRights.Level.READ);
        assertThat(tool.confirmation(input("all"), Calls.any())).startsWith("Delete package");
    }

    @Test
    void refusesMissingRevisionAndLatest() {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> delete("all"));
        fixture.publish("one", "a");
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> delete("0".repeat(64)))
                .extracting(Failure::bucket)
                .isEqualTo("bucket-1");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> delete("latest"))
                .withMessageContaining("full top hash");
        for (var text : List.of("", "abcdef12", "ABCDEF")) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> delete(text))
                    .withMessageContaining("must be a full top hash of 64 hexadecimal digits, or \"all\"")
                    .withMessageNotContaining("latest");
        }
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void countsRevisionThatSomebodyElseDeletedMeanwhile() {
        fixture.publish("one", "a");
        var two = fixture.publish("two", "b");
        var any = Calls.any();
        var reports = new ArrayList<String>();
        var call = new Call(
                any.caller(),
                any.requestId(),
                any.deadline(),
                (progress, total, message) -> {
                    reports.add("%s/%s %s".formatted(progress, total, message));
                    if (reports.size() == 1) {
                        fixture.packages.deleteRevision(Caller.of("other"), PublishFixture.NAME, two);
                    }
                },
                any.inputs());

        var deleted = tool.call(input("all"), call);

        assertThat(reports).containsExactly("1.0/2.0 1 of 2", "2.0/2.0 2 of 2");
        assertThat(deleted.deleted()).isEqualTo(2);
        assertThat(deleted.message()).endsWith("The package is gone.");
    }

    @Test
    void cutsOutcomesAtTheEndAndKeepsTheirCounts() {
        fixture.publish("one", "a");
        var two = fixture.publish("two", "b");
        fixture.publish("three", "c");
        fixture.packages.stuck.put(two, new Failure.Unavailable("The registry is unavailable for now.", null));

        var deleted = delete("all");

        assertThat(deleted.message()).startsWith("Deleted 1 of 3 revisions; 2 still exist. Call again to delete them.");
        assertThat(deleted.parts()).isEqualTo(3);
        assertThat(deleted.first(3).truncated()).isFalse();
        var cut = deleted.first(1);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.results())
                .extracting(PackageDeleteResult.RevisionOutcome::revision)
                .containsExactly(two);
        assertThat(cut.first(1).truncated()).isTrue();
        assertThat(cut.deleted()).isEqualTo(1);
    }
}
