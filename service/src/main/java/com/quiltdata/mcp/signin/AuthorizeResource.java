package com.quiltdata.mcp.signin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;

/** The authorization endpoint (RFC 6749 §3.1): checks the request and asks the user for consent. */
@Path(SignIn.AUTHORIZE)
public final class AuthorizeResource {
    private final AuthorizationRequestParser requests;
    private final SealedValues sealed;
    private final FlowCookies cookies;
    private final ConsentPage page;
    private final StepRunner steps;
    private final InstantSource clock;

    AuthorizeResource(
            SignInSettings settings,
            ClientDirectory clients,
            FlowCookies cookies,
            SealedValues sealed,
            StepRunner steps,
            InstantSource clock) {
        this.requests = new AuthorizationRequestParser(clients, settings.redirects(), new ResourceMatcher(settings));
        this.page = new ConsentPage(settings.publicOrigin());
        this.cookies = cookies;
        this.sealed = sealed;
        this.steps = steps;
        this.clock = clock;
    }

    @GET
    public Response authorize(@Context ContainerRequestContext request) {
        return steps.run(SignInStep.AUTHORIZE, request, attempt -> authorize(request, attempt));
    }

    private Response authorize(ContainerRequestContext context, StepAttempt attempt) {
        var request = requests.parse(SignInPage.query(context), attempt);
        attempt.named(request.redirect());
        attempt.known(request.clientId(), null);
        var cookie = cookies.create();
        var flow = SignInFlow.of(request, cookie);
        var token = flow.seal(sealed, Purpose.CONSENT, clock.instant().plus(FlowCookies.LIFETIME));
        var response = page.render(request, token);
        cookies.begin(cookie, context.getCookies().keySet()).forEach(it -> response.header(HttpHeaders.SET_COOKIE, it));
        return response.build();
    }
}
