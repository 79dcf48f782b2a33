package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Deletion of revisions through the registry. */
final class RevisionDeleteTest {
    private static final World WORLD = new World();
    private static final Pushes PUSHES = new Pushes(WORLD);

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void aDeletedRevisionIsGoneAndTheOneBeforeIsLatest() {
        assertThat(PUSHES.delete(
                        "writer",
                        "quilt-example",
                        "examples/hurdat",
                        "bbbfafc7c720e0140bcf7790fc2cce4da82f4cd1706ad07593ded37545e99568"))
                .isEqualTo("{\"packageRevisionDelete\":{\"__typename\":\"PackageRevisionDeleteSuccess\"}}");
        assertThat(WORLD.data("reader", """
                {package(bucket:"quilt-example",name:"examples/hurdat"){revisions{total} revision{hash}}}"""))
                .contains("\"total\":2", "8c42a0736a54588bb8f9f8c38e3075e25edbd0940fbe0f829a0f6005818bfb98");
    }

    @Test
    void aRevisionThatIsNotThereIsSaidToBe() {
        assertThat(PUSHES.delete("writer", "quilt-example", "examples/images", "0".repeat(64)))
                .contains("OperationError", "No such package version exists in the given directory.");
    }

    @Test
    void whoMayNotWriteMayNotDelete() {
        assertThat(PUSHES.delete("reader", "quilt-example", "examples/wide", "0".repeat(64)))
                .contains("OperationError", "Forbidden");
    }

    @Test
    void aPackageWithoutRevisionsIsNull() {
        String hash = Pushes.hash(PUSHES.construct("writer", Pushes.to("quilt-lab", "delete/all"), List.of()));
        PUSHES.delete("writer", "quilt-lab", "delete/all", hash);
        assertThat(Json.object(WORLD.data("writer", "{package(bucket:\"quilt-lab\",name:\"delete/all\"){name}}")))
                .containsEntry("package", null);
    }
}
