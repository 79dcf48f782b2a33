package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.Meters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sign-in's endpoints, wired. */
public final class SignIn implements AutoCloseable {
    static final String REGISTER = "register";
    static final String AUTHORIZE = "authorize";
    static final String CONSENT = "signin/consent";
    static final String CALLBACK = "signin/callback";
    static final String TOKEN = "token";
    static final String REVOKE = "revoke";

    /** Paths that clients call, from web pages of any origin; without slashes around, as in Jersey. */
    public static final Set<String> CLIENT_PATHS = Set.of(REGISTER, TOKEN, REVOKE);

    /** Paths that browsers open, each with its method. */
    public static final Map<String, String> PAGE_PATHS = Map.of(AUTHORIZE, "GET", CONSENT, "POST", CALLBACK, "GET");

    /** The only scope of its tokens. */
    public static final String SCOPE = SignInSettings.SCOPE;

    private final ConnectClient connect;
    private final ClientDocumentFetcher documents = new ClientDocumentFetcher();
    private final List<Object> components;

    /**
     * Creates the endpoints.
     *
     * @param revoked drops what is kept for a token that was revoked
     */
    public SignIn(SignInSettings settings, Meters meters, Consumer<Caller> revoked) {
        var clock = InstantSource.system();
        var values = new SealedValues(settings.stateKey(), settings.previousStateKey(), clock);
        var steps = new StepRunner(new SignInLimits(clock), meters);
        connect = new ConnectClient(settings.connectUrl(), meters, clock);
        var clients = new ClientDirectory(values, reader(settings, clock));
        var cookies = new FlowCookies(settings.publicOrigin(), clock);
        components = List.of(
                new AuthorizationServerMetadata(settings),
                new RegisterResource(settings, connect, values, steps, clock),
                new AuthorizeResource(settings, clients, cookies, values, steps, clock),
                new ConsentResource(settings, connect, cookies, values, steps, clock),
                new CallbackResource(settings, connect, cookies, values, steps, clock),
                new TokenResource(settings, clients, values, connect, steps),
                new RevokeResource(clients, values, connect, steps, revoked));
    }

    /** Returns the reader of clients' metadata documents; null if there is no client at Connect for them to share. */
    private @Nullable ClientDocumentReader reader(SignInSettings settings, InstantSource clock) {
        var shared = settings.sharedClientId();
        return shared == null ? null : new ClientDocumentReader(settings.redirects(), shared, documents::fetch, clock);
    }

    /** Returns the Jersey resources. */
    public List<Object> components() {
        return components;
    }

    @Override
    public void close() {
        connect.close();
        documents.close();
    }
}
