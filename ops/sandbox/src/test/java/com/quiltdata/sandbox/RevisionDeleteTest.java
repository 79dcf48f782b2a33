package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Deletion of revisions through the registry. */
final class RevisionDeleteTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final PushClient PUSH = new PushClient(SANDBOX);

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void deletingLatestRestoresPreviousRevision() {
        assertThat(PUSH.delete(
                        "writer",
                        "quilt-example",
                        "examples/hurdat",
                        "bbbfafc7c720e0140bcf7790fc2cce4da82f4cd1706ad07593ded37545e99568"))
                .isEqualTo("{\"packageRevisionDelete\":{\"__typename\":\"PackageRevisionDeleteSuccess\"}}");
        assertThat(SANDBOX.data("reader", """
                {package(bucket:"quilt-example",name:"examples/hurdat"){revisions{total} revision{hash}}}"""))
                .contains("\"total\":2", "8c42a0736a54588bb8f9f8c38e3075e25edbd0940fbe0f829a0f6005818bfb98");
    }

    @Test
    void refusesToDeleteMissingRevision() {
        assertThat(PUSH.delete("writer", "quilt-example", "examples/images", "0".repeat(64)))
                .contains("OperationError", "No such package version exists in the given directory.");
    }

    @Test
    void refusesDeletionWithoutWriteAccess() {
        assertThat(PUSH.delete("reader", "quilt-example", "examples/wide", "0".repeat(64)))
                .contains("OperationError", "Forbidden");
    }

    @Test
    void returnsNullForPackageWithoutRevisions() {
        String hash = PushClient.hash(PUSH.construct("writer", PushClient.to("quilt-lab", "delete/all"), List.of()));
        PUSH.delete("writer", "quilt-lab", "delete/all", hash);
        assertThat(Json.object(SANDBOX.data("writer", "{package(bucket:\"quilt-lab\",name:\"delete/all\"){name}}")))
                .containsEntry("package", null);
    }
}
