package com.quiltdata.mcp.tools.metadata;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The templates there are. They name fields and hold no values: what nobody knows is not filled in. */
final class Templates {
    static final List<Template> ALL = List.of(
            Template.of(
                    "standard",
                    "Any data package",
                    List.of(Field.optional("package_type", Kind.STRING, "Kind of package, such as data")),
                    Map.of(
                            "description",
                            "Hourly river levels, 2020 to 2024",
                            "version",
                            "1.0.0",
                            "tags",
                            List.of("river"))),
            Template.of(
                    "genomics",
                    "Sequencing data and what is derived from it",
                    List.of(
                            Field.required("organism", Kind.STRING, "Species that was sequenced"),
                            Field.optional("genome_build", Kind.STRING, "Reference assembly, such as GRCh38"),
                            Field.optional("sequencing_platform", Kind.STRING, "Instrument or platform"),
                            Field.optional("analysis_type", Kind.STRING, "Such as RNA-seq or variant calling")),
                    Map.of(
                            "description", "Whole genomes of twelve samples",
                            "organism", "Homo sapiens",
                            "genome_build", "GRCh38",
                            "analysis_type", "variant calling")),
            Template.of(
                    "ml",
                    "A data set to train or test models with",
                    List.of(
                            Field.optional("dataset_stage", Kind.STRING, "Such as raw, cleaned or processed"),
                            Field.optional("model_ready", Kind.BOOLEAN, "Whether models can be trained on it as it is"),
                            Field.optional("features_count", Kind.INTEGER, "How many features a row has"),
                            Field.optional("target_variable", Kind.STRING, "What a model is to predict")),
                    Map.of(
                            "description", "House sales with features of each house",
                            "dataset_stage", "cleaned",
                            "model_ready", true,
                            "features_count", 42,
                            "target_variable", "price")),
            Template.of(
                    "research",
                    "Data of a study",
                    List.of(
                            Field.required("study_type", Kind.STRING, "Such as clinical trial or survey"),
                            Field.optional("research_domain", Kind.STRING, "Field of research"),
                            Field.optional("publication_status", Kind.STRING, "Such as unpublished, or a DOI")),
                    Map.of("description", "Answers of 150 participants", "study_type", "survey")),
            Template.of(
                    "analytics",
                    "Figures of a business",
                    List.of(
                            Field.required("analysis_period", Kind.STRING, "Period that the figures cover"),
                            Field.optional("business_unit", Kind.STRING, "Whose figures they are"),
                            Field.optional("metrics_included", Kind.ARRAY, "Which figures there are")),
                    Map.of(
                            "description", "Sales of the first quarter",
                            "analysis_period", "2026-Q1",
                            "metrics_included", List.of("revenue", "retention"))));

    private Templates() {}

    /** The template of this name; {@code IllegalArgumentException} with the names of those that exist. */
    static Template named(String name) {
        return ALL.stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such template; there are "
                        + ALL.stream().map(Template::name).collect(Collectors.joining(", ")) + "."));
    }
}
