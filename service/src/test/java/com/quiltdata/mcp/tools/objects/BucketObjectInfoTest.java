package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import org.junit.jupiter.api.Test;

class BucketObjectInfoTest {
    private final MemoryObjects objects = new MemoryObjects().with("bucket-1", "a#b.txt", "hello");

    private BucketObjectInfo.Output info(String uri) {
        return new BucketObjectInfo(objects).call(new BucketObjectInfo.Input(uri), Calls.any());
    }

    @Test
    void returnsTheVersionThatWasRead() {
        var object = info("s3://bucket-1/a%23b.txt").object();

        assertThat(object.versionId()).isEqualTo(MemoryObjects.VERSION);
        assertThat(object.size()).isEqualTo(5);
        assertThat(object.s3Uri()).isEqualTo("s3://bucket-1/a%23b.txt");
    }

    @Test
    void keepsARawHashInTheKey() {
        assertThat(info("s3://bucket-1/a#b.txt").object().key()).isEqualTo("a#b.txt");
    }

    @Test
    void readsTheRequestedVersion() {
        info("s3://bucket-1/a%23b.txt?versionId=v1");

        assertThat(objects.asked).containsExactly("info s3://bucket-1/a%23b.txt?versionId=v1");
    }

    @Test
    void refusesUnknownQueryWithoutAnyRequest() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> info("s3://bucket-1/a?x=1"))
                .withMessageContaining("%3F");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void reportsMissingObject() {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> info("s3://bucket-1/none"));
    }
}
