package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;
import java.util.Set;

/** The tools for metadata and workflows. */
public final class MetadataToolset {
    /** The toolset's name in configuration and in requests. */
    public static final String NAME = "metadata";

    private MetadataToolset() {}

    public static Toolset of(WorkflowReader workflows) {
        return new Toolset(
                NAME,
                List.of(
                        new WorkflowList(workflows),
                        new ValidateMetadataStructure(workflows),
                        new FixMetadataValidationIssues(workflows),
                        new ListMetadataTemplates(),
                        new GetMetadataTemplate(),
                        new CreateMetadataFromTemplate(),
                        new ShowMetadataExamples()),
                Set.of(
                        "fix_metadata_validation_issues",
                        "list_metadata_templates",
                        "get_metadata_template",
                        "create_metadata_from_template",
                        "show_metadata_examples"));
    }
}
