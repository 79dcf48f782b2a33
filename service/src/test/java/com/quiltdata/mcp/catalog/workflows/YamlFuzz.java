package com.quiltdata.mcp.catalog.workflows;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sso.YamlSsoConfigParser;
import com.quiltdata.mcp.catalog.tabulator.TabulatorConfig;
import com.quiltdata.mcp.fuzz.Sentences;
import java.nio.charset.StandardCharsets;

/** Configurations in YAML: workflows of buckets, tables of Tabulator, single sign-on. */
public final class YamlFuzz {
    private YamlFuzz() {}

    public static void check(byte[] input) {
        refusing(() -> {
            var workflows = WorkflowConfigParser.parse(input);
            require(workflows.configured() && !workflows.workflows().isEmpty(), "no workflows");
        });
        var text = new String(input, StandardCharsets.UTF_8);
        refusing(() -> new YamlSsoConfigParser().parse(text));
        refusing(() -> table(TabulatorConfig.parse(text)));
    }

    private static void table(TabulatorConfig config) {
        config.columns();
        config.source();
        config.parser();
        var faults = config.faults();
        faults.stream().limit(10).forEach(it -> Sentences.check(it, it));
        if (faults.isEmpty()) {
            var again = TabulatorConfig.parse(config.yaml());
            require(again.faults().isEmpty(), "written as %s", config.yaml());
            require(again.columns().equals(config.columns()), "other columns: %s", config.yaml());
            require(again.source().equals(config.source()), "another source: %s", config.yaml());
        }
    }

    private static void refusing(Runnable parser) {
        try {
            parser.run();
        } catch (Failure.Invalid e) {
            require(!String.valueOf(e.getMessage()).isBlank(), "a refusal says nothing");
        }
    }
}
