package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.s3.S3Plane;
import com.quiltdata.sandbox.wire.Reply;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /config.json}, where a client learns the registry from the catalog. */
public record Config(Supplier<String> registryUrl, Supplier<String> s3Endpoint) {
    Reply answer() {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("region", S3Plane.REGION);
        config.put("apiGatewayEndpoint", registryUrl.get());
        config.put("alwaysRequiresAuth", true);
        config.put("noDownload", false);
        config.put("s3Proxy", s3Endpoint.get());
        config.put("hubspotId", "");
        config.put("intercomAppId", "");
        config.put("registryUrl", registryUrl.get());
        config.put("passwordAuth", "ENABLED");
        config.put("ssoAuth", "DISABLED");
        config.put("ssoProviders", "");
        config.put("sentryDSN", "");
        config.put("mixpanelToken", "");
        config.put("analyticsBucket", "");
        config.put("serviceBucket", "quilt-service");
        config.put("mode", "PRODUCT");
        config.put("crc64Checksums", false);
        config.put("qurator", false);
        config.put("quratorDefaultModel", "");
        config.put("stackVersion", "sandbox");
        config.put("packageRoot", "");
        return Reply.json(200, config);
    }
}
