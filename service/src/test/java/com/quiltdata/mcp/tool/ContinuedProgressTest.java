package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ContinuedProgressTest {
    private final List<String> reports = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void report(double progress, @Nullable Double total, String message) {
            reports.add("%s of %s: %s".formatted(progress, total, message));
        }

        @Override
        public void log(Level level, JsonNode data) {
            reports.add(level.wire() + ": " + data.textValue());
        }
    };

    @Test
    void continuesAfterWhatIsDone() {
        var continued = progress.after(10);
        continued.report(2, 5.0, "copied");
        continued.report(3, null, "copied");
        continued.log(Progress.Level.WARNING, TextNode.valueOf("slow"));
        assertThat(reports).containsExactly("12.0 of 15.0: copied", "13.0 of null: copied", "warning: slow");
    }

    @Test
    void findsLevelsByTheirNames() {
        assertThat(Progress.Level.of("notice")).isEqualTo(Progress.Level.NOTICE);
        assertThat(Progress.Level.of("NOTICE")).isNull();
        assertThat(Progress.Level.of(null)).isNull();
    }
}
