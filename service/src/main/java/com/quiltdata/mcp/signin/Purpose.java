package com.quiltdata.mcp.signin;

/** What a sealed value is for. Each purpose has its own key, so that no value is valid in another's place. */
enum Purpose {
    /** A registered client: the {@code client_id}. Does not expire. */
    CLIENT,
    /** An authorization under way: our {@code state} at Connect. */
    FLOW,
    /** An authorization code that the client receives. */
    CODE,
    /** A refresh token that the client receives. Does not expire. */
    REFRESH,
    /** The form token of the consent page. */
    CONSENT
}
