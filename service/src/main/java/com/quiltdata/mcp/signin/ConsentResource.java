package com.quiltdata.mcp.signin;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the user's decision. It counts only from the consent page that this server made for the same browser: the form
 * token and the flow's cookie must match.
 *
 * <p>The response is a page that continues by itself and not a redirect: some browsers apply {@code form-action} to
 * every redirect after a form.
 */
@Path(SignIn.CONSENT)
public final class ConsentResource {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentResource.class);
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private final SignInSettings settings;
    private final SealedValues sealed;
    private final FlowCookies cookies;
    private final ConnectClient connect;
    private final StepRunner steps;
    private final InstantSource clock;

    ConsentResource(
            SignInSettings settings,
            ConnectClient connect,
            FlowCookies cookies,
            SealedValues sealed,
            StepRunner steps,
            InstantSource clock) {
        this.settings = settings;
        this.connect = connect;
        this.cookies = cookies;
        this.sealed = sealed;
        this.steps = steps;
        this.clock = clock;
    }

    @POST
    public Response decide(@Context ContainerRequestContext request, InputStream body) {
        return steps.run(SignInStep.CONSENT, request, attempt -> decide(request, body, attempt));
    }

    private Response decide(ContainerRequestContext request, InputStream body, StepAttempt attempt) {
        var site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw SignInPage.refusal(FORBIDDEN, "The decision did not come from this server's own page.");
        }
        var form = SignInPage.parameters(() -> Parameters.read(body));
        var flow = SignInFlow.open(sealed, Purpose.CONSENT, form.get(ConsentPage.TOKEN))
                .orElseThrow(() ->
                        refusal("The page on which you decided is older than ten minutes, or not this" + " server's."));
        if (!cookies.has(request.getCookies(), flow)) {
            throw refusal("This browser is not the one in which the sign-in was begun, or the sign-in has ended.");
        }
        attempt.named(flow.redirect());
        attempt.known(flow.clientHash(), flow.id());
        return switch (form.get(ConsentPage.DECISION)) {
            case ConsentPage.CONTINUE -> onward(flow, attempt);
            case ConsentPage.CANCEL -> ended(flow, AuthorizationResponse.ACCESS_DENIED, attempt);
            case null, default -> throw refusal("The form has no decision: press Continue or Cancel.");
        };
    }

    private Response onward(SignInFlow flow, StepAttempt attempt) {
        try {
            return onward(flow, connect.endpoints().authorize());
        } catch (ConnectUnavailableException e) {
            LOG.warn(e.getMessage());
            var response = ended(flow, AuthorizationResponse.UNAVAILABLE, attempt);
            attempt.unavailable();
            return response;
        }
    }

    private Response onward(SignInFlow flow, URI endpoint) {
        var parameters = new LinkedHashMap<String, @Nullable String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", flow.connectClientId());
        parameters.put("redirect_uri", settings.callbackUrl());
        parameters.put("scope", SignInSettings.SCOPE);
        parameters.put("resource", settings.connectResource());
        parameters.put("code_challenge", flow.challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.put("state", flow.seal(sealed, Purpose.FLOW, clock.instant().plus(FlowCookies.LIFETIME)));
        return SignInPage.continuing(
                        AuthorizationResponse.append(endpoint.toString(), parameters), SignInPage.target(endpoint))
                .build();
    }

    /** Returns the page that sends the browser back to the client with this error. */
    private Response ended(SignInFlow flow, String error, StepAttempt attempt) {
        attempt.refused();
        var address = new AuthorizationResponse(settings.origin()).error(flow, error);
        return SignInPage.continuing(address, SignInPage.target(URI.create(flow.redirect())))
                .header(HttpHeaders.SET_COOKIE, cookies.end(flow.id()))
                .build();
    }

    private static WebApplicationException refusal(String sentence) {
        return SignInPage.refusal(BAD_REQUEST, sentence);
    }
}
