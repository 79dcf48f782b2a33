package com.quiltdata.mcp.health;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.health.HealthEnvironment;
import io.dropwizard.health.response.HealthResponderFactory;
import io.dropwizard.health.response.HealthResponseProvider;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.jetty.setup.ServletEnvironment;
import java.util.Collection;

/** Health responder {@code type: resource}. Adds no path, because the HTTP intake serves the health paths. */
@JsonTypeName("resource")
public final class ResourceResponder implements HealthResponderFactory {
    @Override
    public void configure(
            String name,
            Collection<String> healthCheckUrlPaths,
            HealthResponseProvider healthResponseProvider,
            HealthEnvironment health,
            JerseyEnvironment jersey,
            ServletEnvironment servlets,
            ObjectMapper mapper) {}
}
