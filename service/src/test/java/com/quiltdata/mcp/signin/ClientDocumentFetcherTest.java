package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched from a host that a stranger names; names resolve as the test says. */
@Timeout(60)
final class ClientDocumentFetcherTest {
    private final FakeUpstream host = new FakeUpstream();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private List<String> addresses = List.of("127.0.0.1");

    @AfterEach
    void stop() {
        host.close();
    }

    /** A resolver that returns the addresses of this test one after another, and the last from then on. */
    private final DnsResolver names = new DnsResolver() {
        @Override
        public InetAddress[] resolve(String name) throws UnknownHostException {
            asked.add(name);
            return new InetAddress[] {InetAddress.getByName(addresses.get(Math.min(asked.size(), addresses.size()) - 1))
            };
        }

        @Override
        public String resolveCanonicalHostname(String name) {
            return name;
        }
    };

    private byte[] fetch(Predicate<InetAddress> permitted) throws IOException {
        try (var fetcher = new ClientDocumentFetcher(new PublicAddresses(names, permitted))) {
            return fetcher.fetch(url());
        }
    }

    private URI url() {
        return url("client.example");
    }

    private URI url(String name) {
        return URI.create("http://" + name + ":" + URI.create(host.url()).getPort() + "/document");
    }

    @Test
    void fetchesFourDocumentsOfAHostAtOnce() throws InterruptedException {
        var arrived = new Semaphore(0);
        var released = new CountDownLatch(1);
        host.answering(exchange -> {
            arrived.release();
            Latches.await(released);
            FakeUpstream.answer(exchange, 200, "application/json", "{}");
        });
        try (var fetcher = new ClientDocumentFetcher(new PublicAddresses(names, _ -> true))) {
            for (int i = 0; i < 4; i++) {
                Tasks.start("test", () -> fetcher.fetch(url()));
            }
            arrived.acquire(4);
            assertThatThrownBy(() -> fetcher.fetch(url())).isInstanceOf(TooManyFetchesException.class);
            Tasks.start("test", () -> fetcher.fetch(url("other.example")));
            arrived.acquire();
        } finally {
            released.countDown();
        }
        assertThat(host.seen()).hasSize(5);
    }

    @Test
    void fetchesFromTheAddressThatWasChecked() throws IOException {
        host.answering(200, "{\"a\":1}");
        assertThat(new String(fetch(_ -> true), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(asked).containsExactly("client.example");
        assertThat(host.seen()).hasSize(1);
        var seen = host.seen().getFirst();
        assertThat(seen.path()).isEqualTo("/document");
        assertThat(seen.authorization()).isNull();
        assertThat(seen.userAgent()).isEqualTo("quilt-mcp-server");
    }

    @Test
    void connectsToNoPrivateAddress() {
        assertThatThrownBy(() -> fetch(PublicAddresses::isPublic)).isInstanceOf(IOException.class);
        assertThat(asked).containsExactly("client.example");
        assertThat(host.seen()).isEmpty();
    }

    @Test
    void connectsToNoPrivateAddressByDefault() {
        host.answering(200, "{}");
        try (var fetcher = new ClientDocumentFetcher()) {
            assertThatThrownBy(() -> fetcher.fetch(url("localhost"))).isInstanceOf(IOException.class);
        }
        assertThat(host.seen()).isEmpty();
    }

    /** The name resolves to a permitted address when it is checked, and would resolve to another one afterwards. */
    @Test
    void doesNotAskAgainForANameThatRebinds() throws IOException {
        host.answering(200, "{}");
        addresses = List.of("127.0.0.1", "127.0.0.2");
        assertThat(fetch(address -> address.getHostAddress().equals("127.0.0.1")))
                .hasSize(2);
        assertThat(asked).hasSize(1);
    }

    /** Each connection is checked anew: a second fetch finds the name at an address that is not permitted. */
    @Test
    void checksEachConnection() throws IOException {
        host.answering(200, "{}");
        addresses = List.of("127.0.0.1", "127.0.0.2");
        Predicate<InetAddress> permitted = address -> address.getHostAddress().equals("127.0.0.1");
        try (var fetcher = new ClientDocumentFetcher(new PublicAddresses(names, permitted))) {
            assertThat(fetcher.fetch(url())).hasSize(2);
            assertThatThrownBy(() -> fetcher.fetch(url())).isInstanceOf(IOException.class);
        }
        assertThat(host.seen()).hasSize(1);
    }

    @Test
    void followsNoRedirect() {
        host.answering(exchange -> {
            exchange.getResponseHeaders().set("Location", host.url() + "/other");
            FakeUpstream.answer(exchange, 302, "application/json", "{}");
        });
        assertThatThrownBy(() -> fetch(_ -> true)).isInstanceOf(IOException.class);
        assertThat(host.seen()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "200,text/html",
        "404,application/json",
        "500,application/json",
        "200,application/jsonx",
        "200,text/x+json"
    })
    void refusesDocumentsThatAreNotJson(int status, String type) {
        host.answering(exchange -> FakeUpstream.answer(exchange, status, type, "{}"));
        assertThatThrownBy(() -> fetch(_ -> true)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/ld+json", "Application/JSON; charset=utf-8", "application/json ;x"})
    void readsEachTypeOfJson(String type) throws IOException {
        host.answering(exchange -> FakeUpstream.answer(exchange, 200, type, "{}"));
        assertThat(fetch(_ -> true)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"404,true", "410,true", "403,true", "302,true", "429,false", "408,false", "500,false", "503,false"})
    void distinguishesADeletedDocumentFromAnUnavailableOne(int status, boolean gone) {
        host.answering(status, "{}");
        assertThatThrownBy(() -> fetch(_ -> true))
                .isInstanceOf(IOException.class)
                .satisfies(it -> assertThat(it instanceof NoDocumentException).isEqualTo(gone));
    }

    @Test
    void refusesADocumentOfMoreThan16KiB() throws IOException {
        host.answering(200, " ".repeat(16 * 1024));
        assertThat(fetch(_ -> true)).hasSize(16 * 1024);
        host.answering(200, " ".repeat(16 * 1024 + 1));
        assertThatThrownBy(() -> fetch(_ -> true)).isInstanceOf(IOException.class);
    }

    /** Reading the rest would take until the time limit, after which the document might still be there. */
    @ParameterizedTest
    @CsvSource({"200,application/json", "200,text/html", "404,application/json"})
    void readsNoMoreOfADocumentThanItNeeds(int status, String type) {
        var released = new CountDownLatch(1);
        host.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(new byte[16 * 1024 + 1]);
            exchange.getResponseBody().flush();
            Latches.await(released);
            exchange.close();
        });
        try {
            assertThatThrownBy(() -> fetch(_ -> true)).isInstanceOf(NoDocumentException.class);
        } finally {
            released.countDown();
        }
    }

    @Test
    void fetchesNothingAfterItIsClosed() {
        host.answering(200, "{}");
        var fetcher = new ClientDocumentFetcher(new PublicAddresses(names, _ -> true));
        fetcher.close();
        assertThatThrownBy(() -> fetcher.fetch(url())).isInstanceOf(IOException.class);
        assertThat(host.seen()).isEmpty();
    }

    @Test
    void threadThatIsInterruptedStaysSo() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fetch(_ -> true)).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesAnEndlessHead() {
        host.answering(exchange -> {
            exchange.getResponseHeaders().set("X-Long", "x".repeat(9 * 1024));
            FakeUpstream.answer(exchange, 200, "application/json", "{}");
        });
        assertThatThrownBy(() -> fetch(_ -> true)).isInstanceOf(IOException.class);
    }

    @Test
    void asksForUncompressedJson() throws IOException {
        host.answering(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept")).isEqualTo("application/json");
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isNull();
            FakeUpstream.answer(exchange, 200, "application/json", "{}");
        });
        assertThat(fetch(_ -> true)).hasSize(2);
    }
}
