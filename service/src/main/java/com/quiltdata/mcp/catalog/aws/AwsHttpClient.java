package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.catalog.http.ResponseHeadLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The HTTP client of AWS SDK clients, with {@linkplain ResponseHeadLimits bounded heads}, which the SDK's own client lacks. */
public final class AwsHttpClient implements SdkHttpClient {
    private static final int CONNECTIONS = 1024;
    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

    private final CloseableHttpClient client;

    /** @param timeout maximum silence on a connection */
    public AwsHttpClient(Duration timeout) {
        this.client = HttpClientBuilder.create()
                .setConnectionManager(connections(timeout))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofSeconds(5))
                        .setResponseTimeout(Timeout.of(timeout))
                        .build())
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .disableContentCompression()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(Duration timeout) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ResponseHeadLimits.connections())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.of(timeout))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(3))
                        .setSocketTimeout(Timeout.of(timeout))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
    }

    @Override
    public String clientName() {
        return "AwsHttp";
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest execution) {
        var sdkRequest = execution.httpRequest();
        var request = new HttpUriRequestBase(sdkRequest.method().name(), uri(sdkRequest));
        sdkRequest.forEachHeader((name, values) -> {
            if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        sdkRequest.firstMatchingHeader("Host").ifPresent(host -> request.setHeader("Host", host));
        execution.contentStreamProvider().ifPresent(content -> {
            var length = sdkRequest.firstMatchingHeader("Content-Length").map(Long::parseLong);
            request.setEntity(new InputStreamEntity(content.newStream(), length.orElse(-1L), null));
        });
        return new Exchange(client, new HttpHost(sdkRequest.protocol(), sdkRequest.host(), sdkRequest.port()), request);
    }

    /** Returns the URI with repeated slashes of a key encoded, because the client library would collapse them. */
    private static URI uri(SdkHttpRequest sdkRequest) {
        var uri = sdkRequest.getUri().toString();
        var path = sdkRequest.encodedPath();
        return path.contains("//") ? URI.create(uri.replace(path, path.replace("//", "/%2F"))) : URI.create(uri);
    }

    private record Exchange(CloseableHttpClient client, HttpHost host, HttpUriRequestBase request)
            implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            return response(client.executeOpen(host, request, null));
        }

        private HttpExecuteResponse response(ClassicHttpResponse response) throws IOException {
            var head = SdkHttpResponse.builder().statusCode(response.getCode()).statusText(response.getReasonPhrase());
            for (var header : response.getHeaders()) {
                head.appendHeader(header.getName(), header.getValue());
            }
            var sdkResponse = HttpExecuteResponse.builder().response(head.build());
            var entity = response.getEntity();
            if (entity == null) {
                response.close();
            } else {
                sdkResponse.responseBody(AbortableInputStream.create(entity.getContent(), this));
            }
            return sdkResponse.build();
        }

        @Override
        public void abort() {
            request.cancel();
        }
    }
}
