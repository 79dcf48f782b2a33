package com.quiltdata.mcp.signin;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;

/** The sign-in's resources in front of a {@link FakeConnect}, browsers, and a clock that a test moves. */
final class SignInFixture implements AutoCloseable {
    static final String ORIGIN = "https://mcp.example.com";
    static final String REDIRECT = "https://claude.ai/api/mcp/auth_callback";
    static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier-0";
    static final String KEY = "a state key of 32 characters, at least";
    static final String DOCUMENT = "https://claude.ai/oauth/client-metadata";

    private static final Pattern TOKEN = Pattern.compile("name=\"consent\" value=\"([^\"]*)\"");
    private static final Pattern REFRESH_TOKEN = Pattern.compile("\"refresh_token\":\"([^\"]*)\"");
    private static final Pattern REFRESH = Pattern.compile("http-equiv=\"refresh\" content=\"0; url=([^\"]*)\"");

    /** Jersey warns of each resource that is registered as an object. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    static {
        JERSEY.setLevel(Level.SEVERE);
    }

    final FakeConnect connect = new FakeConnect();
    final List<Caller> revoked = new ArrayList<>();
    final SignInSettings settings;
    final SealedValues sealed;
    final ConnectClient connectClient;
    final Meters meters;

    /** Serves clients' metadata documents. */
    ClientDocumentReader.Source documents = url -> """
                    {"client_id": "%s", "client_name": "Claude", "redirect_uris": ["%s"]}""".formatted(url, REDIRECT).getBytes(StandardCharsets.UTF_8);

    /** Where requests come from; null for no known address. */
    @Nullable
    ClientAddress from;

    private final ApplicationHandler handler;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    SignInFixture() {
        this(ORIGIN, KEY, null);
    }

    SignInFixture(String origin, String key, @Nullable String previousKey) {
        this(origin, key, previousKey, new Meters(MetricsLevel.STANDARD, new MetricRegistry()), Duration.ofSeconds(8));
    }

    /** Counts in these meters; its exchanges with Connect end within this limit. */
    SignInFixture(Meters meters, Duration limit) {
        this(ORIGIN, KEY, null, meters, limit);
    }

    private SignInFixture(String origin, String key, @Nullable String previousKey, Meters meters, Duration limit) {
        this.meters = meters;
        settings = new SignInSettings(
                URI.create(origin),
                URI.create(connect.url()),
                new RedirectPolicy(List.of("claude.ai", "chatgpt.com", "vscode.dev", "cursor://")),
                key,
                previousKey,
                "shared-at-connect",
                Set.of("/mcp", "/mcp/", "/mcp/readonly", "/mcp/x/packages/readonly")::contains,
                Set.of("readonly=true", "toolsets=packages")::contains);
        sealed = new SealedValues(key, previousKey, () -> now);
        connectClient = new ConnectClient(URI.create(connect.url()), meters, () -> now, limit);
        var reader = new ClientDocumentReader(
                settings.redirects(), "shared-at-connect", url -> documents.fetch(url), () -> now);
        var clients = new ClientDirectory(sealed, reader);
        var cookies = new FlowCookies(settings.publicOrigin(), () -> now);
        var steps = new StepRunner(new SignInLimits(() -> now), meters);
        handler = new ApplicationHandler(new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .register(new RegisterResource(settings, connectClient, sealed, steps, () -> now))
                .register(new AuthorizeResource(settings, clients, cookies, sealed, steps, () -> now))
                .register(new ConsentResource(settings, connectClient, cookies, sealed, steps, () -> now))
                .register(new CallbackResource(settings, connectClient, cookies, sealed, steps, () -> now))
                .register(new TokenResource(settings, clients, sealed, connectClient, steps))
                .register(new RevokeResource(clients, sealed, connectClient, steps, revoked::add)));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Registers a client; returns its client id. */
    String register(String name, String... redirects) {
        var client = new RegisteredClient(name, List.of(redirects), "at-connect-" + name);
        return sealed.seal(Purpose.CLIENT, client.json(), null);
    }

    /** The parameters of an authorization request as a well-behaved client sends them. */
    static Map<String, String> request(String clientId) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("response_type", "code");
        parameters.put("state", "s&t=a te");
        parameters.put("code_challenge", FlowCookies.hash(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        parameters.put("resource", ORIGIN + "/mcp");
        return parameters;
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    ContainerResponse post(String path, Map<String, String> form) {
        return send("POST", path, Map.of(), form(form));
    }

    ContainerResponse send(String method, String address, Map<String, String> headers, @Nullable String form) {
        var request = new ContainerRequest(
                URI.create(ORIGIN + "/"),
                URI.create(ORIGIN).resolve(address),
                method,
                (SecurityContext) null,
                new MapPropertiesDelegate(),
                null);
        headers.forEach(request::header);
        request.setProperty(ClientAddress.ATTRIBUTE, from);
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
            request.setEntityStream(new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return handler.apply(request).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the whole flow's code for a client. */
    String code(String clientId) {
        var browser = new Browser();
        var address = browser.callback(connect.agree(browser.consent(browser.authorize(request(clientId)))));
        return Parameters.parse(URI.create(address).getRawQuery()).required("code");
    }

    /** The form of a token request as a well-behaved client sends it. */
    static Map<String, String> exchange(String clientId, String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", VERIFIER);
        form.put("resource", ORIGIN + "/mcp");
        return form;
    }

    /** Returns a refresh token of a client that has signed in. */
    String refreshToken(String clientId) {
        var response = post("/token", exchange(clientId, code(clientId)));
        var token = REFRESH_TOKEN.matcher(String.valueOf(response.getEntity()));
        if (!token.find()) {
            throw new AssertionError("status " + response.getStatus());
        }
        return token.group(1);
    }

    /** The form of a refresh as a well-behaved client sends it. */
    static Map<String, String> refresh(String clientId, String refreshToken) {
        return Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", clientId);
    }

    /** A browser with cookies of its own. */
    final class Browser {
        final Map<String, String> cookies = new TreeMap<>();

        ContainerResponse get(String address) {
            return keep(send("GET", address, headers(), null));
        }

        ContainerResponse post(String path, Map<String, String> form, Map<String, String> more) {
            var headers = new LinkedHashMap<>(headers());
            headers.putAll(more);
            return keep(send("POST", path, headers, form(form)));
        }

        /** Opens the consent page; returns its form token. */
        String authorize(Map<String, String> request) {
            return first(TOKEN, get("/authorize?" + form(request)));
        }

        ContainerResponse decide(String token, String decision) {
            return post(
                    "/signin/consent",
                    Map.of("consent", token, "decision", decision),
                    Map.of("Sec-Fetch-Site", "same-origin"));
        }

        /** Presses Continue; returns Connect's address that the browser is sent to. */
        String consent(String token) {
            return first(REFRESH, decide(token, "continue"));
        }

        /** Presses Cancel; returns the client's address that the browser is sent to. */
        String cancel(String token) {
            return first(REFRESH, decide(token, "cancel"));
        }

        /** Comes back from Connect; returns where the browser is sent. */
        String callback(String address) {
            return get(address).getHeaderString("Location");
        }

        private Map<String, String> headers() {
            var header = cookies.entrySet().stream()
                    .map(it -> it.getKey() + "=" + it.getValue())
                    .collect(Collectors.joining("; "));
            return header.isEmpty() ? Map.of() : Map.of("Cookie", header);
        }

        private ContainerResponse keep(ContainerResponse response) {
            for (var header : response.getHeaders().getOrDefault("Set-Cookie", List.of())) {
                var name = header.toString().split("=", 2)[0];
                var value = header.toString().split("=", 2)[1].split(";", 2)[0];
                if (header.toString().contains("Max-Age=0")) {
                    cookies.remove(name);
                } else {
                    cookies.put(name, value);
                }
            }
            return response;
        }
    }

    private static String first(Pattern pattern, ContainerResponse response) {
        var html = String.valueOf(response.getEntity());
        var matcher = pattern.matcher(html);
        if (!matcher.find()) {
            throw new AssertionError("status " + response.getStatus() + ": " + html);
        }
        return matcher.group(1).replace("&amp;", "&").replace("&#39;", "'");
    }

    @Override
    public void close() {
        connectClient.close();
        connect.close();
    }
}
