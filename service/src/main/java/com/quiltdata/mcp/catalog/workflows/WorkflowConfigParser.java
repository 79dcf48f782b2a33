package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Workflow;
import com.quiltdata.mcp.catalog.packages.Workflows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Parses {@code config.yml}, up to version 1.1, by the rules of Quilt's own schema. The file is YAML 1.1 with anchors;
 * parsers that map YAML to JSON support neither.
 */
final class WorkflowConfigParser {
    private static final Set<String> KEYS = Set.of(
            "version", "catalog", "is_workflow_required", "default_workflow", "workflows", "schemas", "successors");
    private static final Set<String> WORKFLOW_KEYS = Set.of(
            "name",
            "catalog",
            "description",
            "handle_pattern",
            "metadata_schema",
            "entries_schema",
            "is_message_required");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]*(\\.(0|[1-9][0-9]*)){0,2}");
    private static final Pattern SUPPORTED = Pattern.compile("1(\\.0(\\.\\d+)?|\\.1(\\.0)?)?");
    private static final Pattern ID = Pattern.compile("[A-Za-z_-][A-Za-z0-9_-]{0,63}");

    private WorkflowConfigParser() {}

    static Workflows parse(byte[] text) {
        var config = YamlObject.of("the document", load(text)).only(KEYS);
        version(config);
        var workflows = new ArrayList<Workflow>();
        var configured = config.object("workflows");
        configured.names().forEach(id -> workflows.add(workflow(id, configured.object(id))));
        if (workflows.isEmpty()) {
            throw YamlObject.rejected("workflows is empty");
        }
        var schemas = new LinkedHashMap<String, String>();
        config.members("schemas").forEach((id, schema) -> schemas.put(id, schema.text("url")));
        var successors = new ArrayList<Workflows.Successor>();
        config.members("successors")
                .forEach((uri, successor) -> successors.add(
                        new Workflows.Successor(uri, successor.text("title"), successor.flag("copy_data", true))));
        return new Workflows(
                true,
                config.flag("is_workflow_required", true),
                config.textOrNull("default_workflow"),
                workflows,
                schemas,
                successors);
    }

    private static Workflow workflow(String id, YamlObject workflow) {
        if (!ID.matcher(id).matches()) {
            throw YamlObject.rejected("'" + id + "' is not a valid workflow id");
        }
        workflow.only(WORKFLOW_KEYS);
        return new Workflow(
                id,
                workflow.text("name"),
                workflow.textOrNull("description"),
                workflow.textOrNull("handle_pattern"),
                workflow.textOrNull("metadata_schema"),
                workflow.textOrNull("entries_schema"),
                workflow.flag("is_message_required", false));
    }

    private static void version(YamlObject config) {
        var version = config.isObject("version")
                ? config.object("version").only(Set.of("base", "catalog")).text("base")
                : config.text("version");
        if (!VERSION.matcher(version).matches()) {
            throw YamlObject.rejected("'" + version + "' is not a valid version");
        }
        if (!SUPPORTED.matcher(version).matches()) {
            throw new Failure.Invalid("workflow", "Version '" + version + "' is not supported");
        }
    }

    private static Object load(byte[] text) {
        try {
            var document = SafeYaml.load(text);
            return document == null ? "nothing" : document;
        } catch (YAMLException e) {
            throw new Failure.Invalid("workflow", "Couldn't parse workflows config as YAML.");
        }
    }
}
