package com.quiltdata.mcp.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Content;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import com.quiltdata.mcp.tool.RunningTools;
import com.quiltdata.mcp.tool.Skill;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A skill of one file, SKILL.md, which exists only where the tools that it names do.
 *
 * @param names every word of the text that may be a tool's name
 */
public record SkillFile(Skill skill, Entry entry, String text, Set<String> names) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:_[a-z0-9]+)+");

    /** The skills of this server, in listing order. */
    static final List<SkillFile> ALL = List.of(
            read("quilt-search", "How to find and read data"),
            read("quilt-make-package", "How to make a package safely"),
            read("quilt-tabulator-table", "How to configure a tabulator table"),
            read("quilt-sql", "How to query packages with SQL"));

    public SkillFile {
        names = Set.copyOf(names);
    }

    boolean existsWhere(RunningTools tools) {
        return tools.offers(names);
    }

    Content content() {
        return new Content(entry.uri(), entry.name(), entry.mimeType(), new Body.Text(text), Duration.ZERO);
    }

    private static SkillFile read(String name, String title) {
        return of(name, title, PlatformResources.text("/skills/" + name + "/SKILL.md"));
    }

    /** Creates a skill from the text of its SKILL.md. */
    static SkillFile of(String name, String title, String text) {
        var uri = "skill://" + name + "/SKILL.md";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var digest = "sha256:" + Hashing.sha256().hashBytes(bytes);
        var frontmatter = frontmatter(text);
        return new SkillFile(
                new Skill(uri, frontmatter, List.of(new Skill.SkillResource(uri, digest, bytes.length))),
                new Entry(uri, name, title, frontmatter.path("description").asText(), "text/markdown"),
                text,
                NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet()));
    }

    /** Returns the YAML between two lines of {@code ---}, which is one plain text for each key. */
    private static ObjectNode frontmatter(String text) {
        var frontmatter = JsonNodeFactory.instance.objectNode();
        text.lines().skip(1).takeWhile(line -> !line.equals("---")).forEach(line -> {
            var colon = line.indexOf(": ");
            frontmatter.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return frontmatter;
    }
}
