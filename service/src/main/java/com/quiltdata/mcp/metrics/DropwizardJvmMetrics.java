package com.quiltdata.mcp.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.jvm.ClassLoadingGaugeSet;
import com.codahale.metrics.jvm.FileDescriptorRatioGauge;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.JvmAttributeGaugeSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import com.codahale.metrics.jvm.ThreadStatesGaugeSet;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The JVM metrics that Dropwizard registers, without JMX: its server of managed beans, which nothing reads here, took a
 * tenth of the time that this server needs to start.
 */
public final class DropwizardJvmMetrics {
    private DropwizardJvmMetrics() {}

    /** Registers the metrics under Dropwizard's names. */
    public static void register(MetricRegistry registry) {
        registry.register("jvm.attribute", new JvmAttributeGaugeSet());
        registry.register("jvm.buffers", (MetricSet) DropwizardJvmMetrics::buffers);
        registry.register("jvm.classloader", new ClassLoadingGaugeSet());
        registry.register("jvm.filedescriptor", new FileDescriptorRatioGauge());
        registry.register("jvm.gc", new GarbageCollectorMetricSet());
        registry.register("jvm.memory", new MemoryUsageGaugeSet());
        registry.register("jvm.threads", new ThreadStatesGaugeSet());
    }

    private static Map<String, Metric> buffers() {
        var gauges = new HashMap<String, Metric>();
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
                gauges.put(pool.getName() + ".count", gauge(pool, BufferPoolMXBean::getCount));
                gauges.put(pool.getName() + ".used", gauge(pool, BufferPoolMXBean::getMemoryUsed));
                gauges.put(pool.getName() + ".capacity", gauge(pool, BufferPoolMXBean::getTotalCapacity));
            }
        }
        return gauges;
    }

    private static Gauge<Long> gauge(BufferPoolMXBean pool, ToLongFunction<BufferPoolMXBean> value) {
        return () -> value.applyAsLong(pool);
    }
}
