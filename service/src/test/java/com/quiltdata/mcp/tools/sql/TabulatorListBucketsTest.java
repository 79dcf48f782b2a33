package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryDatabases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TabulatorListBucketsTest {
    private final MemoryDatabases databases = new MemoryDatabases();

    private TabulatorListBuckets.Output list(@Nullable String analyticsBucket) {
        return list(analyticsBucket, "");
    }

    private TabulatorListBuckets.Output list(@Nullable String analyticsBucket, String filter) {
        var info = new CatalogInfo("https://c", "https://r", null, null, analyticsBucket, null, null, null, null);
        return new TabulatorListBuckets(databases, new TabulatorCatalog(() -> info))
                .call(new TabulatorListBuckets.Input(filter), Calls.any());
    }

    private void fill(int buckets) {
        for (int i = 0; i < buckets; i++) {
            databases.with("quilt-x-tabulator", new Database("bucket-%05d".formatted(i), null, null, null));
        }
    }

    @Test
    void returnsAllPagesOfTheTabulatorDataCatalog() {
        fill(250);

        var all = list("x-analyticsbucket-1");

        assertThat(all.buckets()).hasSize(250).doesNotHaveDuplicates();
        assertThat(all.count()).isEqualTo(250);
        assertThat(all.dataCatalogName()).isEqualTo("quilt-x-tabulator");
        assertThat(all.truncated()).isFalse();
        assertThat(databases.asked).hasSize(3);
    }

    @Test
    void returnsTheBucketsThatContainAText() {
        fill(250);

        assertThat(list("x-analyticsbucket-1", " 00024 ").buckets()).containsExactly("bucket-00024");
        assertThat(list("x-analyticsbucket-1", "BUCKET-0024").buckets()).hasSize(10);
    }

    @Test
    void saysThatThereAreMoreBucketsThanItReturns() {
        fill(5_001);

        var first = list("x-analyticsbucket-1");

        assertThat(first.count()).isEqualTo(5_000);
        assertThat(first.truncated()).isTrue();
        assertThat(first.note()).contains("more buckets");
    }

    @Test
    void refusesACatalogWithoutTabulator() {
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> list(null))
                .withMessageContaining("no tabulator data catalog");
        assertThat(databases.asked).isEmpty();
    }
}
