package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.mcp.MethodResult;
import com.quiltdata.mcp.mcp.Methods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods of the handshake eras that a server without sessions has no use for, answered as the suite wants them. */
public final class FixtureMethods {
    private static final List<String> SESSION =
            List.of("logging/setLevel", "resources/subscribe", "resources/unsubscribe");

    private FixtureMethods() {}

    /** These methods, and those, declared. */
    public static Methods with(Methods methods) {
        var live = new HashMap<>(methods.live());
        for (var name : SESSION) {
            live.put(name, _ -> (_, _) -> new MethodResult(Map.of()));
        }
        var about = methods.about();
        var capabilities = about.capabilities().deepCopy();
        capabilities.putObject("logging");
        capabilities.withObject("/resources").put("subscribe", true);
        return new Methods(
                methods.configured(),
                methods.prepared(),
                live,
                new Methods.ServerDescription(about.serverInfo(), capabilities, about.instructions()));
    }
}
