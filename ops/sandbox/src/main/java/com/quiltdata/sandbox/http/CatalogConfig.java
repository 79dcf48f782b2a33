package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.s3.S3Plane;
import com.quiltdata.sandbox.sql.DataCatalogs;
import com.quiltdata.sandbox.wire.Reply;
import java.util.function.Supplier;

/** {@code /config.json}: the catalog's addresses of the registry and the S3 proxy. */
public record CatalogConfig(Supplier<String> registryUrl) {
    Reply respond() {
        return Reply.json(
                200,
                Json.of(
                        "region", S3Plane.REGION,
                        "apiGatewayEndpoint", registryUrl.get(),
                        "alwaysRequiresAuth", true,
                        "noDownload", false,
                        "s3Proxy", registryUrl.get(),
                        "hubspotId", "",
                        "intercomAppId", "",
                        "registryUrl", registryUrl.get(),
                        "passwordAuth", "ENABLED",
                        "ssoAuth", "DISABLED",
                        "ssoProviders", "",
                        "sentryDSN", "",
                        "mixpanelToken", "",
                        "analyticsBucket", DataCatalogs.ANALYTICS_BUCKET,
                        "serviceBucket", "quilt-service",
                        "mode", "PRODUCT",
                        "crc64Checksums", false,
                        "qurator", false,
                        "quratorDefaultModel", "",
                        "stackVersion", "sandbox",
                        "packageRoot", ""));
    }
}
