package com.quiltdata.mcp.tools.metadata;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The metadata templates. They define fields but no default values, so that no value is invented. */
final class MetadataTemplates {
    static final List<MetadataTemplate> ALL = List.of(
            MetadataTemplate.of(
                    "standard",
                    "Any data package",
                    List.of(TemplateField.optional("package_type", JsonType.STRING, "Kind of package, e.g. data")),
                    Map.of(
                            "description",
                            "Hourly river levels, 2020 to 2024",
                            "version",
                            "1.0.0",
                            "tags",
                            List.of("river"))),
            MetadataTemplate.of(
                    "genomics",
                    "Sequencing data and derived data",
                    List.of(
                            TemplateField.required("organism", JsonType.STRING, "Species that was sequenced"),
                            TemplateField.optional("genome_build", JsonType.STRING, "Reference assembly, e.g. GRCh38"),
                            TemplateField.optional(
                                    "sequencing_platform", JsonType.STRING, "Sequencing instrument or platform"),
                            TemplateField.optional(
                                    "analysis_type", JsonType.STRING, "Analysis, e.g. RNA-seq or variant calling")),
                    Map.of(
                            "description", "Whole genomes of twelve samples",
                            "organism", "Homo sapiens",
                            "genome_build", "GRCh38",
                            "analysis_type", "variant calling")),
            MetadataTemplate.of(
                    "ml",
                    "A data set for training or testing models",
                    List.of(
                            TemplateField.optional(
                                    "dataset_stage", JsonType.STRING, "Stage, e.g. raw, cleaned or processed"),
                            TemplateField.optional(
                                    "model_ready", JsonType.BOOLEAN, "Whether models can train on the data as is"),
                            TemplateField.optional("features_count", JsonType.INTEGER, "Number of features per row"),
                            TemplateField.optional(
                                    "target_variable", JsonType.STRING, "Variable that a model should predict")),
                    Map.of(
                            "description", "House sales with features of each house",
                            "dataset_stage", "cleaned",
                            "model_ready", true,
                            "features_count", 42,
                            "target_variable", "price")),
            MetadataTemplate.of(
                    "research",
                    "Data of a study",
                    List.of(
                            TemplateField.required(
                                    "study_type", JsonType.STRING, "Type of study, e.g. clinical trial or survey"),
                            TemplateField.optional("research_domain", JsonType.STRING, "Field of research"),
                            TemplateField.optional(
                                    "publication_status", JsonType.STRING, "Status, e.g. unpublished, or a DOI")),
                    Map.of("description", "Responses of 150 participants", "study_type", "survey")),
            MetadataTemplate.of(
                    "analytics",
                    "Business figures",
                    List.of(
                            TemplateField.required("analysis_period", JsonType.STRING, "Period that the figures cover"),
                            TemplateField.optional(
                                    "business_unit", JsonType.STRING, "Business unit that the figures describe"),
                            TemplateField.optional("metrics_included", JsonType.ARRAY, "Metrics included in the data")),
                    Map.of(
                            "description", "Sales of the first quarter",
                            "analysis_period", "2026-Q1",
                            "metrics_included", List.of("revenue", "retention"))));

    private MetadataTemplates() {}

    /** Returns the template with this name; otherwise throws {@code IllegalArgumentException} that lists the names. */
    static MetadataTemplate named(String name) {
        return ALL.stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such template; send one of "
                        + ALL.stream().map(MetadataTemplate::name).collect(Collectors.joining(", ")) + "."));
    }
}
