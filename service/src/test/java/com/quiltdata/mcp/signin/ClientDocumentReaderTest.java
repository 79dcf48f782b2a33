package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientDocumentReaderTest {
    private static final String URL = "https://claude.ai/oauth/client-metadata";

    private final List<URI> fetched = new ArrayList<>();
    private String document = """
            {"client_id": "%s", "client_name": "Claude\u202e", "redirect_uris": ["https://claude.ai/cb",
             "http://127.0.0.1/cb", "https://evil.example/cb", "javascript:alert(1)", 7]}""".formatted(URL);

    private final ClientDocumentReader reader = new ClientDocumentReader(
            new RedirectPolicy(List.of("claude.ai", ".vscode.dev", "cursor://")), "shared", url -> {
                fetched.add(url);
                if (document.isEmpty()) {
                    throw new IOException("status 404");
                }
                return document.getBytes(StandardCharsets.UTF_8);
            });

    @Test
    void readsAClientWithTheRedirectsThatAreAllowed() {
        assertThat(reader.read(URL))
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
    void asksNoHostThatIsNotListedAndNoOtherUrl(String url) {
        assertThat(reader.read(url)).isEmpty();
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
    void knowsNoClientWithoutAFittingDocument(String text) {
        document = text;
        assertThat(reader.read(URL)).isEmpty();
    }

    @Test
    void fetchesOnceForManyRequestsEvenIfItFails() {
        reader.read(URL);
        reader.read(URL);
        assertThat(fetched).hasSize(1);
        document = "";
        reader.read(URL + "2");
        reader.read(URL + "2");
        assertThat(fetched).hasSize(2);
    }

    @Test
    void namesTheSharedClientWithoutFetching() {
        assertThat(reader.known(URL)).contains(new RegisteredClient("", List.of(URL), "shared"));
        assertThat(fetched).isEmpty();
    }
}
