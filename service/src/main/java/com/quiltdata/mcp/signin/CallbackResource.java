package com.quiltdata.mcp.signin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives Connect's authorization response and sends the browser on to the client, with a sealed code. It redirects
 * nowhere, with errors neither, unless the browser has the cookie of the flow: otherwise whoever consented on one
 * browser could have another's code sent to a client of their own.
 */
@Path(SignIn.CALLBACK)
public final class CallbackResource {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackResource.class);
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    /** RFC 6749 §A.11, without what JSON escapes, so that a code of this length can be sealed. */
    private static final Pattern CODE = Pattern.compile("[!#-\\[\\]-~]{1,2048}");

    private static final int BAD_REQUEST = 400;

    private final SealedValues sealed;
    private final FlowCookies cookies;
    private final ConnectClient connect;
    private final AuthorizationResponse responses;
    private final StepRunner steps;
    private final InstantSource clock;

    CallbackResource(
            SignInSettings settings,
            ConnectClient connect,
            FlowCookies cookies,
            SealedValues sealed,
            StepRunner steps,
            InstantSource clock) {
        this.responses = new AuthorizationResponse(settings.origin());
        this.connect = connect;
        this.cookies = cookies;
        this.sealed = sealed;
        this.steps = steps;
        this.clock = clock;
    }

    @GET
    public Response callback(@Context ContainerRequestContext request) {
        return steps.run(SignInStep.CALLBACK, request, attempt -> callback(request, attempt));
    }

    private Response callback(ContainerRequestContext request, StepAttempt attempt) {
        var parameters = parameters(request);
        var flow = SignInFlow.open(sealed, Purpose.FLOW, parameters.get("state"))
                .filter(it -> cookies.has(request.getCookies(), it))
                .orElseThrow(() -> SignInPage.refusal(
                        BAD_REQUEST,
                        "This browser has no sign-in under way that matches: it was begun in another browser, has ended,"
                                + " or is older than ten minutes."));
        attempt.named(flow.redirect());
        attempt.known(flow.clientHash(), flow.id());
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, address(flow, parameters, attempt))
                .header(HttpHeaders.SET_COOKIE, cookies.end(flow.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** Returns the parameters; of a query that cannot be read only its state, so that the client gets an error. */
    private static Parameters parameters(ContainerRequestContext request) {
        var query = request.getUriInfo().getRequestUri().getRawQuery();
        try {
            return Parameters.parse(query);
        } catch (Parameters.InvalidParametersException e) {
            return SignInPage.parameters(() -> Parameters.parse(Arrays.stream(query.split("&"))
                    .filter(it -> it.startsWith("state="))
                    .collect(Collectors.joining("&"))));
        }
    }

    /** Returns where the browser goes: the client's redirect URI with a sealed code, or with an error. */
    private String address(SignInFlow flow, Parameters parameters, StepAttempt attempt) {
        try {
            var error = error(parameters);
            if (error.isPresent()) {
                attempt.refused();
                return responses.error(flow, error.get());
            }
        } catch (ConnectUnavailableException e) {
            LOG.warn(e.getMessage());
            attempt.unavailable();
            return responses.error(flow, AuthorizationResponse.UNAVAILABLE);
        }
        var code = SealedCode.of(flow, parameters.required("code"));
        return responses.code(flow, code.seal(sealed, clock.instant().plus(CODE_LIFETIME)));
    }

    /** Returns the error for the client; empty if Connect sent a code. */
    private Optional<String> error(Parameters parameters) {
        if (!isFromConnect(parameters)) {
            LOG.warn("an authorization response of another issuer than Quilt Connect was refused");
            return Optional.of(AuthorizationResponse.SERVER_ERROR);
        }
        var code = parameters.get("code");
        return Optional.ofNullable(parameters.get("error"))
                .or(() -> code != null && CODE.matcher(code).matches()
                        ? Optional.empty()
                        : Optional.of(AuthorizationResponse.SERVER_ERROR));
    }

    /** Returns whether the response names Connect as its issuer, or nobody where Connect does not promise it (RFC 9207 §2.4). */
    private boolean isFromConnect(Parameters parameters) {
        var issuer = parameters.get("iss");
        var endpoints = connect.endpoints();
        return issuer == null ? !endpoints.namesIssuer() : issuer.equals(endpoints.issuer());
    }
}
