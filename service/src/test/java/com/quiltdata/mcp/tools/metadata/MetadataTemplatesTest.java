package com.quiltdata.mcp.tools.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTemplatesTest {
    @Test
    void listsTheTemplatesOfTheReplacedServer() {
        var output = new ListMetadataTemplates().call(new ListMetadataTemplates.Input(null), Calls.any());

        assertThat(output.availableTemplates())
                .extracting(ListMetadataTemplates.Item::name)
                .containsExactly("standard", "genomics", "ml", "research", "analytics");
        assertThat(output.availableTemplates())
                .allSatisfy(item -> assertThat(item.requiredFields()).contains("description"));
    }

    @Test
    void returnsOnlyTheGivenFields() {
        var output = new GetMetadataTemplate()
                .call(new GetMetadataTemplate.Input("genomics", Map.of("organism", "mouse", "own", 1)), Calls.any());

        assertThat(output.metadata()).isEqualTo(Map.of("organism", "mouse", "own", 1));
        assertThat(output.missing()).containsExactly("description");
        assertThat(output.fields()).extracting(TemplateField::name).contains("genome_build", "created_by");
    }

    @Test
    void refusesAnUnknownTemplate() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() ->
                        new GetMetadataTemplate().call(new GetMetadataTemplate.Input("Genomics", null), Calls.any()))
                .withMessageContaining("send one of standard, genomics, ml, research, analytics");
    }

    @Test
    void returnsOneTemplate() {
        var template = new ListMetadataTemplates().call(new ListMetadataTemplates.Input("ml"), Calls.any());
        assertThat(template.availableTemplates())
                .singleElement()
                .extracting(ListMetadataTemplates.Item::name)
                .isEqualTo("ml");
        var example = new ShowMetadataExamples().call(new ShowMetadataExamples.Input("ml"), Calls.any());
        assertThat(example.examples())
                .singleElement()
                .satisfies(it -> assertThat(it.metadata()).containsEntry("features_count", 42));
    }

    @Test
    void ordersMetadataAsTheTemplateDoes() {
        var output = new CreateMetadataFromTemplate()
                .call(
                        new CreateMetadataFromTemplate.Input(
                                "genomics", "Twelve mice", Map.of("own", 1, "organism", "mouse")),
                        Calls.any());

        assertThat(output.metadata().keySet()).containsExactly("description", "organism", "own");
        assertThat(output.fieldCount()).isEqualTo(3);
        assertThat(output.templateUsed()).isEqualTo("genomics");
    }

    @Test
    void refusesMetadataWithoutARequiredField() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> new CreateMetadataFromTemplate()
                        .call(new CreateMetadataFromTemplate.Input("research", "", null), Calls.any()))
                .withMessage("Template research requires \"description\". Template research requires \"study_type\".");
    }

    @Test
    void returnsValidExamples() {
        var examples = new ShowMetadataExamples().call(new ShowMetadataExamples.Input(null), Calls.any());

        assertThat(examples.examples())
                .hasSize(5)
                .allSatisfy(example -> assertThat(
                                MetadataCheck.of(example.metadata(), MetadataTemplates.named(example.templateName()))
                                        .issues())
                        .isEmpty());
    }
}
