package soak;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HAProxy before two instances. Like the deployment's load balancer it checks {@code /health}, but every second, so that an
 * instance that drains gets no new requests after two seconds. It repeats no request.
 */
final class Balancer implements AutoCloseable {
    private static final String CONFIGURATION = """
            global
              maxconn 1024
            defaults
              mode http
              timeout connect 10s
              timeout client 160s
              timeout server 160s
              timeout check 5s
              retries 0
            listen balancer
              bind 127.0.0.1:%d
              balance roundrobin
              option httpchk GET /health
              http-check expect status 200
              http-response set-header X-Served-By %%s
              default-server check inter 1s fall 2 rise 1
              server a 127.0.0.1:%d
              server b 127.0.0.1:%d
            """;

    private final int port = Instance.freePort();
    private final Process process;

    Balancer(Path folder, Instance a, Instance b) throws IOException, InterruptedException {
        var file = folder.resolve("haproxy.cfg");
        Files.writeString(file, CONFIGURATION.formatted(port, a.port(), b.port()));
        process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!listens()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("haproxy did not start; see " + folder.resolve("haproxy.log"));
            }
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
