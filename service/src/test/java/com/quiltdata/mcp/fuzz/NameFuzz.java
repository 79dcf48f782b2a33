package com.quiltdata.mcp.fuzz;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.text.NearestName;
import java.util.List;

/** Mistyped names, which are the first line; the known ones follow. */
final class NameFuzz {
    private NameFuzz() {}

    static void check(String text) {
        var lines = text.lines().toList();
        var name = lines.isEmpty() ? "" : lines.getFirst();
        var known = lines.isEmpty() ? List.<String>of() : lines.subList(1, lines.size());
        var nearest = NearestName.of(name, known);
        require(nearest.isEmpty() || known.contains(nearest.get()), "%s is not known", nearest);
        require(
                name.length() > 64
                        || NearestName.bare(name).length() < 3
                        || !known.contains(name)
                        || nearest.isPresent(),
                "a known name has no nearest one");
    }
}
