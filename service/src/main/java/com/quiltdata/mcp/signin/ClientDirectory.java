package com.quiltdata.mcp.signin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The clients that may sign their users in, by the client id that they send. */
final class ClientDirectory {
    private final SealedValues sealed;
    private final @Nullable ClientDocumentReader documents;

    /** Creates a directory; without a reader, clients with a metadata document are unknown. */
    ClientDirectory(SealedValues sealed, @Nullable ClientDocumentReader documents) {
        this.sealed = sealed;
        this.documents = documents;
    }

    /**
     * Returns the client; empty if it is unknown. May fetch the client's metadata document.
     *
     * @throws TooManyFetchesException if the document must be fetched and too many are being fetched
     */
    Optional<RegisteredClient> find(String clientId, StepAttempt attempt) {
        return documents != null && ClientDocumentReader.isDocumentUrl(clientId)
                ? documents.read(clientId, attempt)
                : registered(clientId);
    }

    /**
     * Returns the client without fetching anything; empty if it is unknown. A client with a metadata document has only
     * its URL as redirect.
     */
    Optional<RegisteredClient> known(String clientId) {
        return documents != null && ClientDocumentReader.isDocumentUrl(clientId)
                ? documents.known(clientId)
                : registered(clientId);
    }

    private Optional<RegisteredClient> registered(String clientId) {
        return sealed.open(Purpose.CLIENT, clientId).flatMap(RegisteredClient::of);
    }
}
