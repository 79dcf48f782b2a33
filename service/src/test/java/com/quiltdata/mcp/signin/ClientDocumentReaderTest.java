package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.LogLines;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientDocumentReaderTest {
    private static final String URL = "https://claude.ai/oauth/client-metadata";

    private final List<URI> fetched = new ArrayList<>();
    private String document = """
            {"client_id": "%s", "client_name": "Claude\u202e", "redirect_uris": ["https://claude.ai/cb",
             "http://127.0.0.1/cb", "https://evil.example/cb", "javascript:alert(1)", 7]}""".formatted(URL);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final StepAttempt attempt = new StepAttempt(
            SignInStep.AUTHORIZE, new ClientAddress("192.0.2.1", "192.0.2.1", false), new SignInLimits(now::get));

    private ClientDocumentReader.Source source = url -> {
        fetched.add(url);
        if (document.isEmpty()) {
            throw new IOException("status 503");
        }
        return document.getBytes(StandardCharsets.UTF_8);
    };

    private final ClientDocumentReader reader = new ClientDocumentReader(
            new RedirectPolicy(List.of("claude.ai", ".vscode.dev", "cursor://")),
            "shared",
            url -> source.fetch(url),
            now::get);

    private void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    @Test
    void readsAClientWithTheRedirectsThatAreAllowed() {
        assertThat(reader.read(URL, attempt))
                .contains(new RegisteredClient(
                        "Claude", List.of("https://claude.ai/cb", "http://127.0.0.1/cb"), "shared"));
        assertThat(fetched).containsExactly(URI.create(URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://claude.ai/client",
                "https://evil.example/client",
                "https://claude.ai",
                "https://claude.ai/",
                "https://claude.ai:8443/client",
                "https://user@claude.ai/client",
                "https://claude.ai@evil.example/client",
                "https://claude.ai/client#x",
                "https://claude.ai/../client",
                "https://localhost/client",
                "https://127.0.0.1/client",
                "https://[::1]/client",
                "https://169.254.169.254/latest/meta-data",
                "HTTPS://claude.ai/client",
                "cursor://claude.ai/client",
                "https://claude.ai/%0",
                "https://"
            })
    void fetchesOnlyFromListedHostsAndValidUrls(String url) {
        assertThat(reader.read(url, attempt)).isEmpty();
        assertThat(reader.known(url)).isEmpty();
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "not JSON",
                "{\"client_id\":\"https://claude.ai/other\",\"redirect_uris\":[\"https://claude.ai/cb\"]}",
                "{\"client_id\":\"https://claude.ai/oauth/client-metadata\"}",
                "{\"client_id\":\"https://claude.ai/oauth/client-metadata\",\"redirect_uris\":[\"https://evil.example/\"]}",
                "{\"client_id\":\"https://claude.ai/oauth/client-metadata\",\"redirect_uris\":\"https://claude.ai/cb\"}"
            })
    void returnsNoClientWithoutAMatchingDocument(String text) {
        document = text;
        assertThat(reader.read(URL, attempt)).isEmpty();
    }

    @Test
    void fetchesOnceForManyRequestsEvenIfItFails() {
        reader.read(URL, attempt);
        reader.read(URL, attempt);
        assertThat(fetched).hasSize(1);
        document = "";
        reader.read(URL + "2", attempt);
        reader.read(URL + "2", attempt);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void readsADocumentAgainAfterTenMinutesAndAMissingOneAfterOne() {
        reader.read(URL, attempt);
        pass(Duration.ofMinutes(10));
        document = "";
        assertThat(reader.read(URL, attempt)).isPresent();
        assertThat(reader.read(URL + "2", attempt)).isEmpty();
        assertThat(fetched).hasSize(3);
        pass(Duration.ofMinutes(1));
        reader.read(URL, attempt);
        reader.read(URL + "2", attempt);
        assertThat(fetched).hasSize(5);
    }

    @Test
    void usesTheLastDocumentForADayWhileItCannotBeFetched() {
        reader.read(URL, attempt);
        var served = document;
        document = "";
        try (var log = new LogLines()) {
            for (int minutes = 10; minutes < 24 * 60; minutes += 10) {
                pass(Duration.ofMinutes(10));
                assertThat(reader.read(URL, attempt))
                        .as("after %d minutes", minutes)
                        .isPresent();
            }
            assertThat(log.lines())
                    .filteredOn(it -> it.contains("cannot be read again"))
                    .hasSize(1);
        }
        pass(Duration.ofMinutes(10));
        assertThat(reader.read(URL, attempt)).isEmpty();
        document = served;
        pass(Duration.ofMinutes(1));
        assertThat(reader.read(URL, attempt)).isPresent();
    }

    @Test
    void forgetsAClientWhoseDocumentNoLongerDescribesIt() {
        reader.read(URL, attempt);
        document = "{}";
        pass(Duration.ofMinutes(10));
        assertThat(reader.read(URL, attempt)).isEmpty();
    }

    @Test
    void forgetsAClientWhoseDocumentIsGone() {
        reader.read(URL, attempt);
        pass(Duration.ofMinutes(10));
        source = _ -> {
            throw new NoDocumentException("status 404");
        };
        assertThat(reader.read(URL, attempt)).isEmpty();
        source = _ -> {
            throw new IOException("status 503");
        };
        assertThat(reader.read(URL, attempt)).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(reader.read(URL, attempt)).isEmpty();
    }

    @Test
    void saysOnceInTheLogThatADocumentIsRefused() {
        document = """
                {"client_id": "%s", "redirect_uris": ["https://secret.example/cb"]}""".formatted(URL);
        try (var log = new LogLines()) {
            reader.read(URL, attempt);
            reader.read(URL, attempt);
            assertThat(log.lines())
                    .filteredOn(it -> it.contains("claude.ai"))
                    .singleElement()
                    .asString()
                    .contains("at claude.ai is refused", "none of its redirects is on a listed host")
                    .doesNotContain("secret.example", "oauth/client-metadata");
        }
    }

    @Test
    void treatsANullNameAsAbsent() {
        document = document.replace("\"Claude\u202e\"", "null");
        assertThat(reader.read(URL, attempt).orElseThrow().name()).isEmpty();
    }

    @Test
    void doesNotCacheARefusedFetchAsAFailure() {
        var served = source;
        source = _ -> {
            throw new TooManyFetchesException(new IOException());
        };
        assertThatThrownBy(() -> reader.read(URL, attempt)).isInstanceOf(TooManyFetchesException.class);
        source = served;
        assertThat(reader.read(URL, attempt)).isPresent();
    }

    @Test
    void usesTheLastDocumentWhileTooManyAreFetched() {
        reader.read(URL, attempt);
        pass(Duration.ofMinutes(10));
        source = _ -> {
            throw new TooManyFetchesException(new IOException());
        };
        assertThat(reader.read(URL, attempt)).isPresent();
    }

    @Test
    void limitsTheUnknownDocumentsOfANetwork() {
        reader.read(URL, attempt);
        for (int i = 1; i < SignInLimits.Rates.DEFAULT.documents().burst(); i++) {
            reader.read(URL + i, attempt);
        }
        assertThatThrownBy(() -> reader.read(URL + "x", attempt)).isInstanceOf(TooManyStepsException.class);
        assertThat(reader.read(URL, attempt)).isPresent();
    }

    /** The two URLs have one hash, so that a cache that computes under its lock would have the second wait. */
    @Test
    @Timeout(60)
    void slowFetchDoesNotDelayOthers() throws InterruptedException {
        var arrived = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        source = url -> {
            if (url.getPath().endsWith("Aa")) {
                arrived.countDown();
                Latches.await(released);
            }
            return document.getBytes(StandardCharsets.UTF_8);
        };
        var slow = Tasks.start("test", () -> reader.read("https://claude.ai/Aa", attempt));
        arrived.await();
        assertThat("https://claude.ai/BB").hasSameHashCodeAs("https://claude.ai/Aa");
        assertThat(reader.read("https://claude.ai/BB", attempt)).isEmpty();
        released.countDown();
        assertThat(slow.join()).isEmpty();
    }

    @Test
    void namesTheSharedClientWithoutFetching() {
        assertThat(reader.known(URL)).contains(new RegisteredClient("", List.of(URL), "shared"));
        assertThat(fetched).isEmpty();
    }
}
