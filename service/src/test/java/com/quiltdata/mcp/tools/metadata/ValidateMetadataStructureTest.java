package com.quiltdata.mcp.tools.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryWorkflows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValidateMetadataStructureTest {
    private final MemoryWorkflows workflows = new MemoryWorkflows();

    private ValidateMetadataStructure.Output validate(
            Map<String, Object> metadata, @Nullable String template, @Nullable String bucket, @Nullable String name) {
        return new ValidateMetadataStructure(workflows)
                .call(new ValidateMetadataStructure.Input(metadata, template, bucket, null, name), Calls.any());
    }

    @Test
    void acceptsSoundMetadata() {
        var output = validate(Map.of("description", "Plates", "organism", "mouse"), "genomics", null, null);

        assertThat(output.valid()).isTrue();
        assertThat(output.issues()).isEmpty();
        assertThat(output.suggestions()).singleElement().asString().contains("genome_build");
        assertThat(output.note()).contains("no workflow was checked");
    }

    @Test
    void reportsMissingFieldsAndWrongTypesOfATemplate() {
        var output = validate(Map.of("description", "unknown", "features_count", "many"), "ml", null, null);

        assertThat(output.valid()).isFalse();
        assertThat(output.issues())
                .containsExactly(
                        "Template ml requires \"description\".",
                        "\"features_count\" must be of type integer in template ml.");
    }

    @Test
    void reportsWhitespaceAroundANameWithoutATemplate() {
        assertThat(validate(Map.of(" a", 1), null, null, null).issues())
                .containsExactly("The name \" a\" is blank or has whitespace around it.");
    }

    @Test
    void reportsMetadataAboveTheMaximumSize() {
        assertThat(validate(Map.of("a", "x".repeat(1_000_001)), null, null, null)
                        .issues())
                .singleElement()
                .asString()
                .contains("the maximum is 1,000,000");
    }

    @Test
    void limitsTheIssuesAndCountsTheRest() {
        var metadata = new java.util.HashMap<String, Object>();
        for (int i = 0; i < 1000; i++) {
            metadata.put(" " + i, 1);
        }

        assertThat(validate(metadata, null, null, null).issues())
                .hasSize(51)
                .last()
                .isEqualTo("And 950 more.");
    }

    @Test
    void reportsTheRegistrysMessagesForTheWorkflow() {
        workflows.judge = revision -> List.of("Metadata failed validation: required property 'plate' not found.");

        var output = validate(Map.of("a", 1), null, "s3://lab", "team/name");

        assertThat(output.valid()).isFalse();
        assertThat(output.issues()).containsExactly("Metadata failed validation: required property 'plate' not found.");
        assertThat(output.checkedBucket()).isEqualTo("lab");
        assertThat(workflows.judged).singleElement().satisfies(revision -> {
            assertThat(revision.name().name()).isEqualTo("team/name");
            assertThat(revision.userMeta()).isEqualTo(Map.of("a", 1));
            assertThat(revision.workflow()).isNull();
        });
    }

    @Test
    void ignoresFaultsOfArgumentsThatWereNotGiven() {
        workflows.judge = revision -> List.of(
                "Package name doesn't match required pattern.", "Package entries failed validation: [] is too short.");

        assertThat(validate(Map.of("a", 1), null, "lab", null).valid()).isTrue();
        assertThat(validate(Map.of("a", 1), null, "lab", "team/name").issues())
                .containsExactly("Package name doesn't match required pattern.");
    }

    @Test
    void refusesAnUnknownTemplateBeforeAnyRequest() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> validate(Map.of(), "proteomics", "lab", null))
                .withMessage(
                        "`template_name`: there is no such template; send one of standard, genomics, ml, research, analytics.");
        assertThat(workflows.judged).isEmpty();
    }

    @Test
    void refusesAPackageNameWithoutABucket() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> validate(Map.of(), null, null, "team/name"))
                .withMessageContaining("`bucket` is missing");
    }
}
