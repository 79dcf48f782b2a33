package com.quiltdata.mcp.isolation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The upstreams of a server that several catalogs are behind: it sends each request to the catalog of the caller whose
 * token or access key the request carries, and keeps as faults the requests that no caller's call explains.
 */
public final class CallerRouter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SIGNATURE = Pattern.compile("AWS4-HMAC-SHA256 .*?Credential=([^/,\\s]+)/.*");
    private static final Set<String> HOP =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");
    private static final int CONNECTIONS = 256;
    private static final int IDLE_SECONDS = 5;
    private static final String CREDENTIALS = "/api/auth/get_credentials";

    /** The start of the id of a request on behalf of a caller; the number of the request follows. */
    static String requestIds(Member member) {
        return "iso." + member.name() + ".";
    }

    private final Server server = new Server(new QueuedThreadPool(CONNECTIONS));
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .build())
            // The sandbox closes those that are idle for 30 s, perhaps as a request is sent.
            .evictIdleConnections(TimeValue.ofSeconds(IDLE_SECONDS))
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableRedirectHandling()
            .build();
    private final ServerConnector registry = connector("registry");
    private final ServerConnector s3 = connector("s3");
    private final ServerConnector aws = connector("aws");
    private final ServerConnector docs = connector("docs");

    private final Map<String, Member> byToken = new ConcurrentHashMap<>();
    private final Map<String, Member> byKey = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile List<MarkedCatalog> catalogs = List.of();

    public CallerRouter() {
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                try {
                    route(request, response, callback);
                } catch (IOException | RuntimeException e) {
                    faults.add("the router failed: " + e);
                    callback.failed(e);
                }
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerConnector connector(String name) {
        var configuration = new HttpConfiguration();
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setName(name);
        server.addConnector(connector);
        return connector;
    }

    private static String url(ServerConnector connector) {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    /** The variables of a server whose upstreams this is. */
    public Map<String, String> environment() {
        return Map.of(
                "QUILT_CATALOG_URL", url(registry),
                "QUILT_REGISTRY_URL", url(registry),
                "AWS_ENDPOINT_URL_S3", url(s3),
                "AWS_ENDPOINT_URL_STS", url(aws),
                "AWS_ENDPOINT_URL_ATHENA", url(aws),
                "AWS_ENDPOINT_URL_GLUE", url(aws),
                "QUILT_MCP_DOCS_URL", url(docs));
    }

    public String catalogUrl() {
        return url(registry);
    }

    /** The first catalog answers what is asked without credentials. */
    public void catalogs(List<MarkedCatalog> all) {
        catalogs = List.copyOf(all);
    }

    public void add(Member member) {
        byToken.put(member.token(), member);
    }

    /** Requests that were checked, by the server that they were sent to. */
    public Map<String, AtomicLong> counts() {
        return counts;
    }

    /** The faults since the last call. */
    public List<String> faults() {
        var all = faults.stream().toList();
        faults.removeAll(all);
        return all;
    }

    private void route(Request request, Response response, Callback callback) throws IOException {
        var plane = request.getConnectionMetaData().getConnector() instanceof ServerConnector one ? one.getName() : "";
        counts.computeIfAbsent(plane, _ -> new AtomicLong()).incrementAndGet();
        if (plane.equals("docs")) {
            documentation(request, response, callback);
            return;
        }
        var body = Content.Source.asByteBuffer(request);
        var member = member(plane, request, body);
        var target = member == null ? catalogs.getFirst() : member.catalog();
        var host = URI.create(address(target, plane));
        client.execute(HttpHost.create(host), copy(request, body), answer -> {
            pass(answer, request, target, member, response, callback);
            return true;
        });
    }

    private static String address(MarkedCatalog catalog, String plane) {
        return switch (plane) {
            case "s3" -> catalog.sandbox().s3Endpoint();
            case "aws" -> catalog.sandbox().stsEndpoint();
            default -> catalog.sandbox().registryUrl();
        };
    }

    /** Returns whose credentials a request carries, and keeps a fault if that caller has nothing to ask now. */
    private @Nullable Member member(String plane, Request request, ByteBuffer body) {
        var what =
                plane + " " + request.getMethod() + " " + request.getHttpURI().getPath();
        var authorization = request.getHeaders().get("Authorization");
        if (authorization == null) {
            if (!request.getHttpURI().getPath().equals("/config.json")) {
                faults.add("no credentials: " + what);
            }
            return null;
        }
        var signature = SIGNATURE.matcher(authorization);
        var member = plane.equals("registry")
                ? byToken.get(authorization.replaceFirst("^Bearer ", ""))
                : signature.matches() ? byKey.get(signature.group(1)) : null;
        if (member == null) {
            faults.add("unknown credentials: " + what);
            return null;
        }
        var id = request.getHeaders().get("X-Request-Id");
        if (id != null && !id.startsWith(requestIds(member))) {
            faults.add("credentials of " + member + " in request " + id + ": " + what);
        } else if (!member.busy() && !verification(body)) {
            faults.add("credentials of " + member + ", who has no call under way: " + what);
        }
        var token = request.getHeaders().get("X-Amz-Security-Token");
        if (token != null && !member.keys().contains(token)) {
            faults.add("access key of " + member + " with another session token: " + what);
        }
        return member;
    }

    /** Whether a request asks the registry if it accepts the token, which may end a moment after the call. */
    private static boolean verification(ByteBuffer body) {
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString().contains("query Session");
    }

    private static BasicClassicHttpRequest copy(Request request, ByteBuffer body) {
        var copy = new BasicClassicHttpRequest(
                request.getMethod(), request.getHttpURI().getPathQuery());
        copy.setAuthority(new URIAuthority(Request.getServerName(request), Request.getServerPort(request)));
        request.getHeaders().forEach(field -> {
            if (!HOP.contains(field.getLowerCaseName())) {
                copy.addHeader(field.getName(), field.getValue());
            }
        });
        if (body.hasRemaining() || Set.of("POST", "PUT").contains(request.getMethod())) {
            var bytes = new byte[body.remaining()];
            body.get(bytes);
            copy.setEntity(new ByteArrayEntity(bytes, (ContentType) null));
        }
        return copy;
    }

    private void pass(
            ClassicHttpResponse answer,
            Request request,
            MarkedCatalog target,
            @Nullable Member member,
            Response response,
            Callback callback)
            throws IOException {
        var bytes = answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
        var path = request.getHttpURI().getPath();
        if (path.equals("/config.json")) {
            bytes = new String(bytes, StandardCharsets.UTF_8)
                    .replace(target.sandbox().registryUrl(), url(registry))
                    .getBytes(StandardCharsets.UTF_8);
        } else if (path.equals(CREDENTIALS) && answer.getCode() == 200 && member != null) {
            learn(member, bytes);
        }
        response.setStatus(answer.getCode());
        var head = request.getMethod().equals("HEAD");
        for (var header : answer.getHeaders()) {
            var name = header.getName().toLowerCase(Locale.ROOT);
            if (!HOP.contains(name) || (head && name.equals("content-length"))) {
                response.getHeaders().add(header.getName(), header.getValue());
            }
        }
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** Remembers whom the registry has issued these keys to. */
    private void learn(Member member, byte[] credentials) throws IOException {
        var issued = JSON.readTree(credentials);
        member.secrets().add(issued.path("SecretAccessKey").asText());
        for (var field : List.of("AccessKeyId", "SessionToken")) {
            member.keys().add(issued.path(field).asText());
        }
        byKey.put(issued.path("AccessKeyId").asText(), member);
    }

    /** Answers as a small documentation site. */
    private void documentation(Request request, Response response, Callback callback) {
        if (request.getHeaders().contains("Authorization")) {
            faults.add("credentials to the documentation: " + request.getHttpURI());
        }
        var path = request.getHttpURI().getPath();
        if (path.equals("/sitemap.xml")) {
            Content.Sink.write(response, true, """
                    <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\
                    <url><loc>%s/packages</loc><lastmod>2025-05-05</lastmod></url></urlset>""".formatted(url(docs)), callback);
        } else if (path.equals("/packages")) {
            response.getHeaders().put("Content-Type", "text/html");
            Content.Sink.write(
                    response,
                    true,
                    "<html><head><title>Packages</title></head><body><main><p>Packages of a catalog</p></main></body></html>",
                    callback);
        } else {
            response.setStatus(404);
            Content.Sink.write(response, true, "", callback);
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
