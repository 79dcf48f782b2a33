package com.quiltdata.mcp.tools.metadata;

import static com.quiltdata.mcp.tools.metadata.JsonType.ARRAY;
import static com.quiltdata.mcp.tools.metadata.JsonType.BOOLEAN;
import static com.quiltdata.mcp.tools.metadata.JsonType.INTEGER;
import static com.quiltdata.mcp.tools.metadata.JsonType.STRING;
import static com.quiltdata.mcp.tools.metadata.TemplateField.optional;
import static com.quiltdata.mcp.tools.metadata.TemplateField.required;

import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The metadata templates. They define fields but no default values, so that no value is invented. */
final class MetadataTemplates {
    static final List<MetadataTemplate> ALL = List.of(
            MetadataTemplate.of(
                    "standard",
                    "Any data package",
                    Map.of(
                            "description", "Hourly river levels, 2020 to 2024",
                            "version", "1.0.0",
                            "tags", List.of("river")),
                    optional("package_type", STRING, "Kind of package, e.g. data")),
            MetadataTemplate.of(
                    "genomics",
                    "Sequencing data and derived data",
                    Map.of(
                            "description", "Whole genomes of twelve samples",
                            "organism", "Homo sapiens",
                            "genome_build", "GRCh38",
                            "analysis_type", "variant calling"),
                    required("organism", STRING, "Species that was sequenced"),
                    optional("genome_build", STRING, "Reference assembly, e.g. GRCh38"),
                    optional("sequencing_platform", STRING, "Sequencing instrument or platform"),
                    optional("analysis_type", STRING, "Analysis, e.g. RNA-seq or variant calling")),
            MetadataTemplate.of(
                    "ml",
                    "A data set for training or testing models",
                    Map.of(
                            "description", "House sales with features of each house",
                            "dataset_stage", "cleaned",
                            "model_ready", true,
                            "features_count", 42,
                            "target_variable", "price"),
                    optional("dataset_stage", STRING, "Stage, e.g. raw, cleaned or processed"),
                    optional("model_ready", BOOLEAN, "Whether models can train on the data as is"),
                    optional("features_count", INTEGER, "Number of features per row"),
                    optional("target_variable", STRING, "Variable that a model should predict")),
            MetadataTemplate.of(
                    "research",
                    "Data of a study",
                    Map.of("description", "Responses of 150 participants", "study_type", "survey"),
                    required("study_type", STRING, "Type of study, e.g. clinical trial or survey"),
                    optional("research_domain", STRING, "Field of research"),
                    optional("publication_status", STRING, "Status, e.g. unpublished, or a DOI")),
            MetadataTemplate.of(
                    "analytics",
                    "Business figures",
                    Map.of(
                            "description", "Sales of the first quarter",
                            "analysis_period", "2026-Q1",
                            "metrics_included", List.of("revenue", "retention")),
                    required("analysis_period", STRING, "Period that the figures cover"),
                    optional("business_unit", STRING, "Business unit that the figures describe"),
                    optional("metrics_included", ARRAY, "Metrics included in the data")));

    private MetadataTemplates() {}

    /** Returns all templates, or the one that {@code template_name} names. */
    static List<MetadataTemplate> chosen(@Nullable String name) {
        return name == null ? ALL : List.of(named(name));
    }

    /** Returns the template that {@code template_name} names; refuses an unknown name with the list of names. */
    static MetadataTemplate named(String name) {
        return ALL.stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure.Invalid("`template_name`: there is no such template; send one of "
                        + ALL.stream().map(MetadataTemplate::name).collect(Collectors.joining(", ")) + "."));
    }
}
