package com.quiltdata.mcp.catalog.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundedPatternTest {
    @Test
    void leavesLongExpressionUndecidedWithoutCompilingIt() {
        var pattern = BoundedPattern.compile("a".repeat(1_000_000));
        assertThatThrownBy(() -> pattern.find("a")).isInstanceOf(BoundedPattern.UndecidedMatchException.class);
        assertThat(BoundedPattern.compile("^a{3}$").find("aaa")).isTrue();
    }
}
