package com.quiltdata.sandbox;

import com.quiltdata.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A sandbox for one test, and clients that do not know its internals. */
final class TestSandbox implements AutoCloseable {
    private final Sandbox sandbox = new Sandbox(new Options(0, 0, 0, false));
    private final HttpClient http = HttpClient.newHttpClient();

    TestSandbox() {
        try {
            sandbox.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, @Nullable String authorization) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.catalogUrl() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    /** Sends any request, with a time limit. */
    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .orTimeout(2, TimeUnit.MINUTES)
                    .get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String bearer(String name) {
        return "Bearer " + Objects.requireNonNull(sandbox.tokens().get(name));
    }

    HttpResponse<String> graphql(String name, String query) {
        return send("POST", "/graphql", Json.text(Map.of("query", query)), bearer(name));
    }

    /** Returns the {@code data} of a response without errors. */
    String data(String name, String query) {
        return data(graphql(name, query));
    }

    String data(String name, String query, Map<String, @Nullable Object> variables) {
        return data(send("POST", "/graphql", Json.text(Json.of("query", query, "variables", variables)), bearer(name)));
    }

    private static String data(HttpResponse<String> response) {
        Map<String, @Nullable Object> answer = Json.object(response.body());
        if (answer.containsKey("errors")) {
            throw new AssertionError(answer.get("errors"));
        }
        return Json.text(answer.get("data"));
    }

    void control(String method, String path, String body) {
        HttpResponse<String> answer = send(method, "/sandbox" + path, body, null);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.body());
        }
    }

    AwsSessionCredentials credentials(String name) {
        var answer = Json.object(
                send("GET", "/api/auth/get_credentials", null, bearer(name)).body());
        return AwsSessionCredentials.create(
                String.valueOf(answer.get("AccessKeyId")),
                String.valueOf(answer.get("SecretAccessKey")),
                String.valueOf(answer.get("SessionToken")));
    }

    S3Client s3(String name) {
        return s3(credentials(name));
    }

    S3Client s3(AwsSessionCredentials credentials) {
        return S3Client.builder()
                .endpointOverride(URI.create(sandbox.s3Endpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    AthenaClient athena(String name) {
        return athena(credentials(name));
    }

    AthenaClient athena(AwsSessionCredentials credentials) {
        return ready(AthenaClient.builder(), "athenaEndpoint", credentials).build();
    }

    GlueClient glue(String name) {
        return ready(GlueClient.builder(), "glueEndpoint", credentials(name)).build();
    }

    /** Returns a builder of a client that never retries, for the origin of this field of the READY line. */
    private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B ready(
            B builder, String endpoint, AwsSessionCredentials credentials) {
        return builder.endpointOverride(
                        URI.create(String.valueOf(sandbox.ready().get(endpoint))))
                .region(Region.US_EAST_1)
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create());
    }

    S3Presigner presigner(String name) {
        return S3Presigner.builder()
                .endpointOverride(URI.create(sandbox.s3Endpoint()))
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(credentials(name)))
                .build();
    }

    @Override
    public void close() {
        http.close();
        sandbox.close();
    }
}
