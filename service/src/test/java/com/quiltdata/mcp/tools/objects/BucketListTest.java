package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.testing.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketListTest {
    @Test
    void listsBucketsInTheCatalogsOrderWithTheirCount() {
        var buckets = List.of(
                new Bucket("b-2", "Two", null, "https://icon", 10, true, List.of("rna")),
                new Bucket("b-1", "One", "First", null, 5, false, List.of()));

        var answer = new BucketList(caller -> buckets).call(new BucketList.Input(0), Calls.any());

        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.buckets())
                .containsExactly(
                        new BucketList.Item("b-2", "Two", null, "https://icon", 10, true, List.of("rna"), null),
                        new BucketList.Item("b-1", "One", "First", null, 5, false, List.of(), null));
    }

    @Test
    void saysThatTheRoleSeesNoBucket() {
        var answer = new BucketList(caller -> List.of()).call(new BucketList.Input(0), Calls.any());

        assertThat(answer.note()).isEqualTo("Your role can see no bucket; ask an administrator of the catalog.");
    }
}
