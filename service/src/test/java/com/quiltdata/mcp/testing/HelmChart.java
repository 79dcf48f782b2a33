package com.quiltdata.mcp.testing;

import static com.quiltdata.mcp.testing.StackTemplate.each;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chart of ops/helm, linted and rendered by Helm. */
public record HelmChart(Path folder) {
    private static final Path SOURCE = Path.of("../ops/helm");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The version of Kubernetes that Helm takes for the cluster's; without one it would be 1.20. */
    private static final String KUBERNETES = "1.34.0";

    /** What Kubernetes checks; kinds of the Prometheus operator are not among it. */
    private static final Map<String, Check> CHECKS = Map.of(
            "Deployment", V1Deployment::validateJsonElement,
            "Service", V1Service::validateJsonElement,
            "ServiceAccount", V1ServiceAccount::validateJsonElement,
            "Ingress", V1Ingress::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement);

    private interface Check {
        void validate(JsonElement object) throws IOException;
    }

    /** Copies the chart without its symbolic link, which Helm follows, but mentions each time. */
    public static HelmChart copiedTo(Path folder) throws IOException {
        try (var files = Files.walk(SOURCE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(SOURCE.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new HelmChart(folder);
    }

    /** Lints the chart; warnings are failures. */
    public LintResult lint() {
        return new Helm(folder).lint().strict().call();
    }

    /** Returns the objects that Helm makes of values, for a release. */
    public Objects render(String release, String values) throws IOException {
        var file = Files.writeString(folder.resolveSibling("values.yaml"), values);
        var text = new Helm(folder)
                .template()
                .withName(release)
                .withNamespace("quilt")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(file)
                .call();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return new Objects(
                    documents.readAll().stream().filter(one -> !one.isNull()).toList());
        }
    }

    /** Returns the chart's own values. */
    public JsonNode values() throws IOException {
        return YAML.readTree(folder.resolve("values.yaml").toFile());
    }

    /** Returns the schema of the values. */
    public JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("values.schema.json").toFile());
    }

    /** Objects of Kubernetes. */
    public record Objects(List<JsonNode> all) {
        /** Returns the kinds, sorted. */
        public List<String> kinds() {
            return all.stream().map(one -> one.path("kind").asText()).sorted().toList();
        }

        /** Returns the first object of a kind. */
        public JsonNode first(String kind) {
            return all.stream()
                    .filter(one -> one.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns the specification of the pods. */
        public JsonNode pod() {
            return first("Deployment").at("/spec/template/spec");
        }

        /** Returns a variable of the container. */
        public JsonNode variable(String name) {
            return each(pod().at("/containers/0/env"))
                    .filter(one -> one.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        /** Refuses what Kubernetes would refuse: unknown fields, missing fields, wrong types. */
        public void validate() throws IOException {
            for (var one : all) {
                var check = CHECKS.get(one.path("kind").asText());
                if (check != null) {
                    check.validate(JsonParser.parseString(one.toString()));
                }
            }
        }
    }
}
