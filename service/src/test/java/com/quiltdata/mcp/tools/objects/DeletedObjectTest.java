package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.s3.S3Catalog;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.testing.S3Adapters;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every tool that reads an object says that it is deleted, and which versions of it can be read. */
class DeletedObjectTest {
    private static final String URI_TEXT = "s3://bucket-1/k";

    private final FakeUpstream s3 = new FakeUpstream();
    private final S3Catalog catalog = S3Adapters.of(
            new SharedCredentials(), S3Adapters.settings(URI.create(s3.url()), "us-east-1", Duration.ofSeconds(20)));
    private int listingStatus = 200;
    private String listing = "";

    /** The tools, each called for the deleted object. */
    enum ReadTool {
        INFO(s3 -> new BucketObjectInfo(s3.reader()).call(new BucketObjectInfo.Input(URI_TEXT), Calls.any())),
        TEXT(s3 -> new BucketObjectText(s3.reader())
                .call(new BucketObjectText.Input(URI_TEXT, 100, "utf-8", 0), Calls.any())),
        FETCH(s3 -> new BucketObjectFetch(s3.reader())
                .call(new BucketObjectFetch.Input(URI_TEXT, 100, true, 0), Calls.any())),
        LINK(s3 -> new BucketObjectLink(s3.reader(), InstantSource.system())
                .call(new BucketObjectLink.Input(URI_TEXT, 60), Calls.any())),
        READ(s3 -> new ObjectRead(new ReadOnlyPackages(), s3.reader(), ParquetFiles.reader())
                .call(new ObjectRead.Input(URI_TEXT, null, 100, false, 0, false, null), Calls.any()));

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas have no state
        private final Consumer<S3Catalog> call;

        ReadTool(Consumer<S3Catalog> call) {
            this.call = call;
        }
    }

    private record SharedCredentials() implements CredentialsSource {
        @Override
        public Credentials get(Caller caller) {
            return new Credentials("AKID", "secret", "session", Instant.now().plusSeconds(3600));
        }

        @Override
        public void forget(Caller caller) {}

        @Override
        public void forget(Caller caller, Credentials refused) {}
    }

    @BeforeEach
    void answer() {
        s3.answering(this::answer);
    }

    @AfterEach
    void close() throws Exception {
        catalog.resources().stop();
        s3.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getRawQuery();
        if (query != null && query.contains("versions")) {
            FakeUpstream.answer(exchange, listingStatus, "application/xml", listing);
            return;
        }
        exchange.getResponseHeaders().set("x-amz-delete-marker", "true");
        exchange.getResponseHeaders().set("x-amz-version-id", "m1");
        var head = exchange.getRequestMethod().equals("HEAD");
        FakeUpstream.answer(exchange, 404, "application/xml", head ? "" : "<Error><Code>NoSuchKey</Code></Error>");
    }

    private static String listing(String versions) {
        return "<ListVersionsResult><Name>bucket-1</Name><IsTruncated>false</IsTruncated>" + versions
                + "</ListVersionsResult>";
    }

    private static String version(String id) {
        return "<Version><Key>k</Key><VersionId>" + id + "</VersionId><IsLatest>false</IsLatest><Size>1</Size>"
                + "<LastModified>2026-01-02T03:04:05.000Z</LastModified></Version>";
    }

    private static String markers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "<DeleteMarker><Key>k</Key><VersionId>m" + i + "</VersionId><IsLatest>" + (i == 0)
                        + "</IsLatest><LastModified>2026-01-02T03:05:05.000Z</LastModified></DeleteMarker>")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @EnumSource
    void namesTheVersionsThatCanBeRead(ReadTool reading) {
        var longer = version("other").replace("<Key>k</Key>", "<Key>k.bak</Key>"); // S3 lists by prefix
        listing = listing(markers(1) + version("v2") + version("v1") + longer);

        assertThatThrownBy(() -> reading.call.accept(catalog))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("The object `k` in bucket `bucket-1` is deleted: its current version is a delete marker."
                        + " Versions that can still be read, newest first: s3://bucket-1/k?versionId=v2,"
                        + " s3://bucket-1/k?versionId=v1.");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatNoVersionIsLeft(ReadTool reading) {
        listing = listing(markers(2));

        assertThatThrownBy(() -> reading.call.accept(catalog))
                .hasMessageEndingWith("No readable version of it is left.");
    }

    @ParameterizedTest
    @CsvSource({"10, false", "11, true"})
    void namesTenVersionsAndSaysWhetherThereAreMore(int versions, boolean more) {
        listing = listing(markers(1)
                + IntStream.range(0, versions).mapToObj(i -> version("v" + i)).collect(Collectors.joining()));

        assertThatThrownBy(() -> ReadTool.INFO.call.accept(catalog))
                .message()
                .satisfies(message -> assertThat(message.split("versionId=v")).hasSize(11))
                .satisfies(message ->
                        assertThat(message.contains(", and older ones, which")).isEqualTo(more));
    }

    /** A listing that ends before the first version with content does not prove that there is none. */
    @ParameterizedTest
    @EnumSource
    void doesNotDenyVersionsThatItDidNotList(ReadTool reading) {
        listing = listing(markers(100));

        assertThatThrownBy(() -> reading.call.accept(catalog))
                .hasMessageContaining("Its newest 100 versions are delete markers")
                .hasMessageContaining("include_versions=true");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItIsDeletedWhereVersionsCannotBeListed(ReadTool reading) {
        listingStatus = 403;
        listing = "<Error><Code>AccessDenied</Code></Error>";

        assertThatThrownBy(() -> reading.call.accept(catalog))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("The object `k` in bucket `bucket-1` was deleted: it is now a delete marker."
                        + " Its versions could not be listed; send the versionId of an older one to read that.");
        assertThat(s3.seen()).isNotEmpty();
    }
}
