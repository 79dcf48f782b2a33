package com.quiltdata.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.TokenCounter;
import java.util.List;

/**
 * The size of a list of tools in tokens.
 *
 * @param tools number of tools
 * @param asModelsSeeIt tokens of what clients give to models: names, descriptions and input schemas
 * @param whole tokens of the list as it is sent
 */
record ListTokens(int tools, int asModelsSeeIt, int whole) {
    /** Measures the list of presets and toolsets. */
    static ListTokens of(String names) {
        var listing = Inventory.listing(Selection.of(Everything.inventory(), names));
        var seen = JsonNodeFactory.instance.arrayNode();
        listing.forEach(tool -> seen.add(seen(tool)));
        return new ListTokens(
                listing.size(), TokenCounter.count(seen.toString()), TokenCounter.count(listing.toString()));
    }

    private static JsonNode seen(JsonNode tool) {
        return ((ObjectNode) tool.deepCopy()).retain(List.of("name", "description", "inputSchema"));
    }
}
