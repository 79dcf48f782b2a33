package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A skill as {@code skills/list} returns it (MCP extension {@code io.modelcontextprotocol/skills}): instructions for a
 * task with tools of this server.
 *
 * @param uri the resource that is its SKILL.md
 * @param frontmatter the YAML at the top of that file
 * @param resources all its files
 */
public record Skill(String uri, ObjectNode frontmatter, List<SkillResource> resources) {
    /** A file of a skill; {@code digest} is {@code sha256:} and the hexadecimal digest, {@code size} in bytes. */
    public record SkillResource(String uri, String digest, int size) {}
}
