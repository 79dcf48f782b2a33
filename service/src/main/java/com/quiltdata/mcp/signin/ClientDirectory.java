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

    /** Returns the client; empty if it is unknown. May fetch the client's metadata document. */
    Optional<RegisteredClient> find(String clientId) {
        if (ClientDocumentReader.isDocumentUrl(clientId)) {
            return documents == null ? Optional.empty() : documents.read(clientId);
        }
        return sealed.open(Purpose.CLIENT, clientId).flatMap(RegisteredClient::of);
    }

    /**
     * Returns the client without fetching anything; empty if it is unknown. A client with a metadata document has only
     * its URL as redirect.
     */
    Optional<RegisteredClient> known(String clientId) {
        return documents != null && ClientDocumentReader.isDocumentUrl(clientId)
                ? documents.known(clientId)
                : find(clientId);
    }
}
