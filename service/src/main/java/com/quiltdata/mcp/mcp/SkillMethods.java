package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Skill;
import java.util.List;

/** Implements {@code skills/list} and {@code skills/get} of the extension {@link #EXTENSION}. */
record SkillMethods(List<Skill> skills, CachePolicy caching) {
    static final String EXTENSION = "io.modelcontextprotocol/skills";

    private record ListSkillsResult(List<Skill> skills) {}

    private record GetSkillResult(Skill skill) {}

    MethodResult list() {
        return new MethodResult(new ListSkillsResult(skills), caching);
    }

    MethodResult get(ObjectNode params) {
        var uri = ParamsReader.text(params, "uri");
        return skills.stream()
                .filter(skill -> skill.uri().equals(uri))
                .findFirst()
                .map(skill -> new MethodResult(new GetSkillResult(skill), caching))
                .orElseThrow(() -> new RpcException(
                        ErrorCode.INVALID_PARAMS, "Unknown skill. skills/list returns the URIs that exist."));
    }
}
