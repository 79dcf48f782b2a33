package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.aws.AwsClientFactory;
import com.quiltdata.mcp.catalog.aws.AwsFailureMapper;
import com.quiltdata.mcp.catalog.aws.AwsHttpClient;
import com.quiltdata.mcp.catalog.aws.AwsRegions;
import com.quiltdata.mcp.catalog.aws.AwsService;
import com.quiltdata.mcp.catalog.aws.AwsSession;
import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * The clients of Athena and Glue in the catalog's region, for all callers. None has an identity: a request without the
 * caller's credentials is sent unsigned and refused.
 */
final class AthenaClients implements Managed {
    /** Maximum number of calls of one caller under way, to each of the two services. */
    private static final int PER_CALLER = 8;

    private final CatalogInfoReader info;
    private final Region defaultRegion;
    private final AwsHttpClient http;
    private final AwsClientFactory factory;
    private final AwsSession athena;
    private final AwsSession glue;
    private final ConcurrentMap<Region, AthenaClient> athenas = new ConcurrentHashMap<>();
    private final ConcurrentMap<Region, GlueClient> glues = new ConcurrentHashMap<>();

    AthenaClients(AthenaSettings settings, AthenaCatalog.Parts parts) {
        this.info = parts.info();
        this.defaultRegion = Region.of(settings.region());
        this.http = new AwsHttpClient(settings.timeout());
        this.factory = new AwsClientFactory(http, parts.memory(), parts.exchanges(), parts.breakers());
        this.athena = new AwsSession(
                new AwsService("Athena", settings.athena(), settings.timeout(), new PerCallerLimiter(PER_CALLER)),
                parts.credentials(),
                new AthenaRefusals("Athena"));
        this.glue = new AwsSession(
                new AwsService("Glue", settings.glue(), settings.timeout(), new PerCallerLimiter(PER_CALLER)),
                parts.credentials(),
                new AthenaRefusals("Glue"));
    }

    /** Calls Athena as the caller; the work sets the configuration on each request, and may be run twice. */
    <T> T athena(Caller caller, BiFunction<AthenaClient, AwsRequestOverrideConfiguration, T> work) {
        var client = athenas.computeIfAbsent(region(), this::newAthena);
        return whole(athena, athena.call(caller, as -> work.apply(client, as)));
    }

    /** Calls Glue as the caller; the work sets the configuration on each request, and may be run twice. */
    <T> T glue(Caller caller, BiFunction<GlueClient, AwsRequestOverrideConfiguration, T> work) {
        var client = glues.computeIfAbsent(region(), this::newGlue);
        return whole(glue, glue.call(caller, as -> work.apply(client, as)));
    }

    /** Returns a response with a known field and without null in its lists; any other is not from the service. */
    private static <T> T whole(AwsSession session, T response) {
        return present(session, holdsNull(response) || isForeign(response) ? null : response);
    }

    /** Returns whether none of the fields of a response is set; AWS sends lists also when they are empty. */
    private static boolean isForeign(Object response) {
        return response instanceof SdkPojo fields
                && !fields.sdkFields().isEmpty()
                && fields.sdkFields().stream()
                        .map(field -> field.getValueOrDefault(fields))
                        .allMatch(it -> it == null || it instanceof SdkAutoConstructList);
    }

    private static boolean holdsNull(Object part) {
        return switch (part) {
            case List<?> items -> items.stream().anyMatch(it -> it == null || holdsNull(it));
            case SdkPojo fields ->
                fields.sdkFields().stream()
                        .map(field -> field.getValueOrDefault(fields))
                        .anyMatch(it -> it != null && holdsNull(it));
            default -> false;
        };
    }

    /** Returns a part that each response of Athena has; without it, the response is not Athena's. */
    <T> T present(@Nullable T part) {
        return present(athena, part);
    }

    /** Returns a part that each response of Glue has; without it, the response is not Glue's. */
    <T> T presentInGlue(@Nullable T part) {
        return present(glue, part);
    }

    private static <T> T present(AwsSession session, @Nullable T part) {
        if (part == null) {
            throw AwsFailureMapper.foreign(session.service(), SdkClientException.create("a field is missing"));
        }
        return part;
    }

    /** Returns the region that the catalog's configuration names; AWS has few, so the maps stay small. */
    private Region region() {
        return AwsRegions.parse(info.info().region()).orElse(defaultRegion);
    }

    private AthenaClient newAthena(Region region) {
        var builder = AthenaClient.builder().credentialsProvider(AnonymousCredentialsProvider.create());
        return factory.client(builder, athena.service(), region);
    }

    private GlueClient newGlue(Region region) {
        var builder = GlueClient.builder().credentialsProvider(AnonymousCredentialsProvider.create());
        return factory.client(builder, glue.service(), region);
    }

    @Override
    public void stop() {
        athenas.values().forEach(AthenaClient::close);
        glues.values().forEach(GlueClient::close);
        http.close();
    }
}
