package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A URI written by hand for a key that holds a percent sign names another object: no tool passes over that. */
class PercentInKeyTest {
    private static final String URI = "s3://bucket-1/odd/a%20b.txt";
    private static final String BOTH = "This is the object with the key `odd/a b.txt`. Another object has the key"
            + " `odd/a%20b.txt`; its URI is s3://bucket-1/odd/a%2520b.txt.";

    private final MemoryObjects objects = new MemoryObjects();

    /** The tools that read the object of a URI; each returns its note. */
    enum ReadTool {
        INFO((objects, uri) -> new BucketObjectInfo(objects)
                .call(new BucketObjectInfo.Input(uri), Calls.any())
                .note()),
        TEXT((objects, uri) -> new BucketObjectText(objects)
                .call(new BucketObjectText.Input(uri, 100, "utf-8", 0), Calls.any())
                .note()),
        FETCH((objects, uri) -> new BucketObjectFetch(objects)
                .call(new BucketObjectFetch.Input(uri, 100, true, 0), Calls.any())
                .note()),
        LINK((objects, uri) -> new BucketObjectLink(objects, InstantSource.fixed(MemoryObjects.NOW))
                .call(new BucketObjectLink.Input(uri, 60), Calls.any())
                .note()),
        READ((objects, uri) -> new ObjectRead(new ReadOnlyPackages(), objects, ParquetFiles.reader())
                .call(new ObjectRead.Input(uri, null, 100, false, 0, false, null), Calls.any())
                .note());

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas have no state
        private final BiFunction<MemoryObjects, String, @Nullable String> call;

        ReadTool(BiFunction<MemoryObjects, String, @Nullable String> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheDecodedKeyWithoutANoteWhenItIsAlone(ReadTool reading) {
        objects.with("bucket-1", "odd/a b.txt", "decoded");

        assertThat(reading.call.apply(objects, URI)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void namesTheObjectThatWasReadWhenBothExist(ReadTool reading) {
        objects.with("bucket-1", "odd/a b.txt", "decoded").with("bucket-1", "odd/a%20b.txt", "raw");

        assertThat(reading.call.apply(objects, URI)).isEqualTo(BOTH);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheRawKeyWhenOnlyThatExists(ReadTool reading) {
        objects.with("bucket-1", "odd/a%20b.txt", "raw");

        assertThatThrownBy(() -> reading.call.apply(objects, URI))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("There is no such object. But an object with the key `odd/a%20b.txt` exists; its URI is"
                        + " s3://bucket-1/odd/a%2520b.txt.");
    }

    @ParameterizedTest
    @EnumSource
    void saysNothingOfARawKeyWhenNeitherExists(ReadTool reading) {
        assertThatThrownBy(() -> reading.call.apply(objects, URI)).hasMessage("There is no such object.");
    }

    @ParameterizedTest
    @EnumSource
    void findsTheRawKeyByTheUriThatWasGiven(ReadTool reading) {
        objects.with("bucket-1", "odd/a b.txt", "decoded").with("bucket-1", "odd/a%20b.txt", "raw");

        assertThat(reading.call.apply(objects, "s3://bucket-1/odd/a%2520b.txt")).isNull();
    }

    /** A version belongs to one key, so that nothing is ambiguous, and nothing more is asked. */
    @Test
    void asksNothingMoreForAVersionOrAPlainKey() {
        objects.with("bucket-1", "odd/a b.txt", "decoded").with("bucket-1", "plain", "x");

        assertThat(ReadTool.INFO.call.apply(objects, URI + "?versionId=v1")).isNull();
        assertThat(ReadTool.INFO.call.apply(objects, "s3://bucket-1/plain")).isNull();
        assertThat(objects.asked)
                .containsExactly("info s3://bucket-1/odd/a%20b.txt?versionId=v1", "info s3://bucket-1/plain");
    }
}
