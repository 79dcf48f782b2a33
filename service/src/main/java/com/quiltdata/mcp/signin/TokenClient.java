package com.quiltdata.mcp.signin;

/**
 * The client of a token or revocation request.
 *
 * @param id its client id here
 * @param connectId its id at Connect
 */
record TokenClient(String id, String connectId) {
    /**
     * Returns the client that the form names; refuses an unknown one. The step is not yet counted against its limit:
     * anyone can send its id.
     */
    static TokenClient of(Parameters form, ClientDirectory clients, StepAttempt attempt) {
        var id = form.required("client_id");
        var client = clients.known(id)
                .orElseThrow(() -> new TokenRefusedException(
                        "invalid_client", "client_id is unknown here; register again at the registration endpoint."));
        attempt.named(client.redirects().getFirst());
        return new TokenClient(id, client.connectClientId());
    }
}
