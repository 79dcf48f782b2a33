package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.BucketAccess;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.FloodingUpstream;
import com.quiltdata.mcp.testing.FloodingUpstream.Part;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** However much S3 sends or holds, no more is read than is wanted, and what is read is charged. */
@Timeout(120)
@Tag("slow")
class S3BoundsTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");
    private static final ObjectLocation AT = new ObjectLocation("bucket", "key", null);
    private static final int SIZE = 3 << 20;
    private static final int WANTED = 512 * 1024;
    private static final long WITH_SOCKETS = 64L << 20;

    private final ByteBudget budget = new ByteBudget(20 << 20, Duration.ofMillis(500));
    private final AtomicLong sent = new AtomicLong();
    private final FakeUpstream s3 = new FakeUpstream().answering(this::object);
    private final S3Catalog catalog = catalog(s3.url());

    @AfterEach
    void close() throws Exception {
        catalog.resources().stop();
        s3.close();
        assertThat(budget.held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"STATUS", "HEADER", "HEADERS", "BODY", "ERROR", "CHUNK_EXTENSION"})
    void refusesEndlessResponse(Part part) throws Exception {
        try (var flood = new FloodingUpstream(part)) {
            var flooded = catalog(flood.url());
            assertThatThrownBy(() -> ByteBudget.scope(() -> flooded.reader().list(CALLER, "bucket", "", 1000, null)))
                    .isInstanceOfAny(Failure.Unavailable.class, Failure.Denied.class);
            assertThat(flood.sent()).isLessThan(WITH_SOCKETS);
            flooded.resources().stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10", "100, 10, 10", "3145720, 100, 8", "0, 4000000, 3145728"})
    void readsNoMoreThanRequested(long offset, int wanted, int read) {
        var content = catalog.reader().read(CALLER, AT, offset, wanted);

        assertThat(content.bytes()).hasSize(read);
        assertThat(content.info().size()).isEqualTo(SIZE);
        assertThat(content.truncated()).isEqualTo(offset + read < SIZE);
        assertThat(sent).hasValue(read);
    }

    /** A store that ignores ranges sends the whole object, of which the check of access needs one byte. */
    @Test
    void dropsTheRestOfAnObjectWhoseFirstByteProvesAccess() {
        var sent = new CompletableFuture<String>();
        s3.answering(exchange -> {
            if (listed(exchange, 9)) {
                return;
            }
            exchange.sendResponseHeaders(200, 10L * SIZE);
            try {
                for (int i = 0; i < 10; i++) {
                    exchange.getResponseBody().write(new byte[SIZE]);
                }
                sent.complete("everything");
            } catch (IOException e) {
                sent.complete("less");
            }
            exchange.close();
        });

        var access = catalog.access().access(CALLER, "bucket");

        assertThat(access.read().answer()).isEqualTo(BucketAccess.Answer.YES);
        assertThat(sent.join()).isEqualTo("less");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"9, bytes=0-0", "0, -"})
    void provesAccessWithOneByteAndKeepsTheConnection(int size, @Nullable String range) {
        var ranges = new ArrayList<@Nullable String>();
        var connections = new HashSet<InetSocketAddress>();
        s3.answering(exchange -> {
            connections.add(exchange.getRemoteAddress());
            if (!listed(exchange, size)) {
                ranges.add(exchange.getRequestHeaders().getFirst("Range"));
                FakeUpstream.answer(exchange, 200, "text/plain", size == 0 ? "" : "x");
            }
        });

        assertThat(catalog.access().access(CALLER, "bucket").read().answer()).isEqualTo(BucketAccess.Answer.YES);
        assertThat(ranges).containsExactly(range);
        assertThat(connections).hasSize(1);
    }

    /** Responds to any other request than that of the object, with a listing of it; returns whether it did. */
    private static boolean listed(HttpExchange exchange, int size) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/key")) {
            return false;
        }
        var listing = "<ListBucketResult><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>key</Key><Size>%d</Size></Contents></ListBucketResult>".formatted(size);
        FakeUpstream.answer(exchange, 200, "application/xml", listing);
        return true;
    }

    @Test
    void readsEmptyObjectWithoutRange() {
        s3.answering(exchange -> {
            var ranged = exchange.getRequestHeaders().getFirst("Range") != null;
            exchange.sendResponseHeaders(ranged ? 416 : 200, -1);
            exchange.close();
        });

        assertThat(catalog.reader().read(CALLER, AT, 0, 10).info().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"bytes 5-14/100", "bytes 0-9/*", "nonsense", "bytes 0-19/20", "bytes 0-4/100", "bytes 0-/100"})
    void refusesOtherRangeThanRequested(String range) {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", range);
            FakeUpstream.answer(exchange, 206, "text/plain", "0123456789");
        });

        assertThatThrownBy(() -> catalog.reader().read(CALLER, AT, 0, 10))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("requested range");
    }

    @Test
    void refusesLessThanTheRequestedRange() {
        s3.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-4/100");
            FakeUpstream.answer(exchange, 206, "text/plain", "01234");
        });

        assertThatThrownBy(() -> catalog.reader().read(CALLER, AT, 0, 10))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("requested range");
    }

    @Test
    void chargesParallelReadsAndThrottlesBeyondBudget() throws Exception {
        var highest = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = IntStream.range(0, 60)
                    .mapToObj(_ -> threads.submit(() -> ByteBudget.scope(() -> {
                        var read = catalog.reader().read(CALLER, AT, 0, WANTED).bytes().length;
                        highest.accumulateAndGet(budget.held(), Math::max);
                        return read;
                    })))
                    .toList();
            for (var read : reads) {
                assertThat(outcome(read)).isIn(WANTED, Failure.Throttled.class);
            }
        }
        assertThat(highest).hasValueBetween(ByteRangeReader.COST * (long) WANTED, budget.total());
    }

    private static Object outcome(Future<Integer> read) throws InterruptedException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause()).getClass();
        }
    }

    @Test
    void chargesKeysFoldersAndVersionsOfListings() {
        listing("<Contents><Key>k</Key><Size>1</Size></Contents>".repeat(1000)
                + "<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>".repeat(10));
        assertThat(heldAfter(() -> catalog.reader().list(CALLER, "bucket", "", 1000, null)))
                .isEqualTo(1010L * S3ObjectReader.KEY_COST);

        listing("<Version><Key>k</Key><Size>1</Size></Version>".repeat(7));
        assertThat(heldAfter(() -> catalog.versions().versions(CALLER, "bucket", "", 1000, null)))
                .isEqualTo(7L * S3ObjectReader.KEY_COST);
    }

    private void listing(String items) {
        s3.answering(exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/xml",
                "<ListBucketResult><IsTruncated>false</IsTruncated>" + items + "</ListBucketResult>"));
    }

    private long heldAfter(Runnable call) {
        return ByteBudget.scope(() -> {
            call.run();
            return budget.held();
        });
    }

    /** An object that S3 holds, or the part of it that is asked for. */
    private void object(HttpExchange exchange) throws IOException {
        var range = exchange.getRequestHeaders()
                .getFirst("Range")
                .replace("bytes=", "")
                .split("-", 2);
        var from = Integer.parseInt(range[0]);
        var to = Math.min(SIZE - 1, Integer.parseInt(range[1]));
        exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, to, SIZE));
        // Counted before the client can have read the last byte.
        sent.addAndGet(to - from + 1);
        exchange.sendResponseHeaders(206, to - from + 1);
        exchange.getResponseBody().write(new byte[to - from + 1]);
        exchange.close();
    }

    private S3Catalog catalog(String url) {
        var settings = S3Adapters.settings(URI.create(url), "eu-west-1", Duration.ofSeconds(20));
        return S3Catalog.of(
                new FixedCredentials(),
                settings,
                new MemoryBudget(budget),
                ExchangeRecorder.untold(),
                BreakerRegistry.none());
    }

    private static final class FixedCredentials implements CredentialsSource {
        @Override
        public Credentials get(Caller caller) {
            return new Credentials("AKID", "SECRET", "TOKEN", Instant.parse("2999-01-01T00:00:00Z"));
        }

        @Override
        public void forget(Caller caller) {}

        @Override
        public void forget(Caller caller, Credentials credentials) {}
    }
}
