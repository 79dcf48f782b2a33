package com.quiltdata.mcp.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A registry on loopback with a certificate of an authority of its own. */
public final class TlsRegistry implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final Path trusted;

    private TlsRegistry(HttpsServer server, Path trusted) {
        this.server = server;
        this.trusted = trusted;
    }

    /** One whose certificate is for {@code name}, such as {@code ip:127.0.0.1}, and valid between these days from now. */
    public static TlsRegistry start(Path directory, String name, int from, int days) {
        try {
            var keys = directory.resolve("keys.p12");
            keytool(keys, "ca", "CN=Authority of a test", List.of("-ext", "bc:c"));
            keytool(
                    keys,
                    "leaf",
                    "CN=Registry of a test",
                    List.of("-signer", "ca", "-ext", "san=" + name, "-startdate", from + "d", "-validity", days + ""));
            var all = load(keys);
            var trusted = trusting(directory.resolve("trusted.p12"), all);
            all.deleteEntry("ca");
            var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(all)));
            server.createContext("/", exchange -> FakeUpstream.answer(exchange, 404, "text/plain", "nothing here"));
            server.start();
            return new TlsRegistry(server, trusted);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a JVM is started with to know the authority. */
    public Map<String, String> trust() {
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=" + trusted.toAbsolutePath() + " -Djavax.net.ssl.trustStorePassword="
                        + String.valueOf(PASSWORD));
    }

    private static void keytool(Path store, String alias, String owner, List<String> more) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias));
        command.addAll(List.of("-keyalg", "EC", "-dname", owner, "-keystore", store.toString()));
        command.addAll(List.of("-storepass", String.valueOf(PASSWORD)));
        command.addAll(more);
        try (var child = ChildProcess.start(Path.of("."), Map.of(), command)) {
            if (child.exit() != 0) {
                throw new IllegalStateException(child.lines().toString());
            }
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** A file with the authority's certificate alone: one that knew the registry's own would not look at its dates. */
    private static Path trusting(Path file, KeyStore all) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry("ca", all.getCertificate("ca"));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
