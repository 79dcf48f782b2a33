package attack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Uploads bytes to a presigned link. */
final class Uploads {
    private Uploads() {}

    static void put(String url, byte[] content) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "text/plain");
        connection.setFixedLengthStreamingMode(content.length);
        connection.getOutputStream().write(content);
        if (connection.getResponseCode() != 200) {
            throw new IOException("The upload got status " + connection.getResponseCode());
        }
    }
}
