package com.quiltdata.mcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jvm.BufferPoolMetricSet;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DropwizardJvmMetricsTest {
    @Test
    void namesTheBufferPoolsAsDropwizardDoes() {
        var expected = new MetricRegistry();
        expected.register("jvm.buffers", new BufferPoolMetricSet(ManagementFactory.getPlatformMBeanServer()));
        var registry = new MetricRegistry();
        DropwizardJvmMetrics.register(registry);
        assertThat(registry.getNames().stream().filter(name -> name.startsWith("jvm.buffers")))
                .containsExactlyElementsOf(expected.getNames());
    }
}
