package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectBodyReaderTest {
    /** One object, whatever its key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record One(
            byte[] bytes, @Nullable String type, @Nullable String encoding) implements ObjectReader {
        @Override
        public ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes) {
            return new ObjectContent(info(caller, location), offset, bytes);
        }

        @Override
        public ObjectInfo info(Caller caller, ObjectLocation location) {
            return new ObjectInfo(location, bytes.length, type, encoding, null, null, null, Map.of());
        }

        @Override
        public ObjectPage list(
                Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SignedLink link(Caller caller, ObjectLocation location, Duration lifetime) {
            throw new UnsupportedOperationException();
        }
    }

    private static ResourceTemplate.TemplateMatch read(One object, String key) {
        return new ObjectBodyReader(object, 1024).read(Caller.of("x"), new ObjectLocation("bucket-1", key, null), key);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a/b.csv, -, text/csv",
                "a/b.csv, binary/octet-stream, text/csv",
                "a/b.csv, application/octet-stream, text/csv",
                "a/b.csv, text/plain, text/plain",
                "a/b.CSV, -, text/csv",
                "a/b, -, text/plain",
                "a.csv/b, -, text/plain",
            })
    void usesTheTypeOfS3OrElseOfTheName(String key, @Nullable String told, String type) {
        assertThat(read(new One(utf8("x,y"), told, null), key).mimeType()).isEqualTo(type);
    }

    @Test
    void readsBytesWithoutATypeAsBytes() {
        var found = read(new One(new byte[] {(byte) 0xC3, 0x28}, null, null), "a/b");
        assertThat(found.mimeType()).isEqualTo("application/octet-stream");
        assertThat(found.body()).isInstanceOf(Body.Blob.class);
    }

    @Test
    void readsTextWithNulAsBytes() {
        assertThat(read(new One(utf8("a\0b"), "text/plain", null), "a").body()).isInstanceOf(Body.Blob.class);
    }

    @ParameterizedTest
    @CsvSource({"gzip,application/gzip", "GZIP,application/gzip", "br,application/octet-stream"})
    void ignoresTheTypeOfCompressedContent(String encoding, String type) {
        var found = read(new One(utf8("pretend"), "text/csv", encoding), "a.csv");
        assertThat(found.mimeType()).isEqualTo(type);
        assertThat(found.body()).isInstanceOf(Body.Blob.class);
    }

    @Test
    void namesTheContentByTheLastSegment() {
        var object = new One(utf8("x"), null, null);
        assertThat(read(object, "a/b/c.txt").name()).isEqualTo("c.txt");
        assertThat(read(object, "c.txt").name()).isEqualTo("c.txt");
        assertThat(read(object, "a/b/").name()).isEqualTo("b/");
        assertThat(read(object, "/").name()).isEqualTo("/");
    }
}
