package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.tool.Completer.Question;
import com.quiltdata.mcp.tool.Completer.Suggestions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CatalogCompleterTest {
    private final ReadOnlyPackages stored = new ReadOnlyPackages();
    private final CatalogCompleter completer = new CatalogCompleter(_ -> List.of(), stored, new MemoryObjects());

    private Suggestions paths(String revision) {
        var chosen = Map.of("bucket", "bucket-1", "package", "n/p", "revision", revision);
        return completer.suggest(new Question("path", "", chosen), Calls.any());
    }

    private static String hash(int number) {
        return "%06x".formatted(number) + "0".repeat(58);
    }

    @Test
    void looksForAbbreviatedRevisionInOneRequest() {
        for (int i = 0; i < 250; i++) {
            stored.with(new PackageName("bucket-1", "n/p"), ReadOnlyPackages.manifest(hash(i)));
        }

        assertThat(paths("000001")).isEqualTo(Suggestions.NONE);
        assertThat(stored.asked).containsExactly("revisions n/p 1 100");
        paths("0000f9");
        assertThat(stored.asked)
                .containsExactly("revisions n/p 1 100", "revisions n/p 1 100", "view n/p " + hash(249) + " ");
    }
}
