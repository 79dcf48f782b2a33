package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/**
 * Records the operation, the duration and the last attempt's outcome of each call from the SDK's metrics.
 *
 * @param upstream the service's name in metrics and traces
 * @param timeout time limit of a call
 */
public record AwsMetricPublisher(ExchangeRecorder exchanges, String upstream, Duration timeout)
        implements MetricPublisher {
    @Override
    public void publish(MetricCollection call) {
        var operation = values(call, CoreMetric.OPERATION_NAME).findFirst().orElse("other");
        var took = values(call, CoreMetric.API_CALL_DURATION).findFirst().orElse(Duration.ZERO);
        exchanges.ended(upstream, operation, outcome(call, took), call.creationTime(), took);
    }

    private String outcome(MetricCollection call, Duration took) {
        if (values(call, CoreMetric.API_CALL_SUCCESSFUL).anyMatch(succeeded -> succeeded)) {
            return "ok";
        }
        var attempts = call.children();
        if (took.compareTo(timeout) >= 0) { // the attempt may say only that its connection was closed
            return "too_late";
        } else if (attempts.isEmpty()) {
            return "error";
        }
        var last = attempts.getLast();
        return values(last, HttpMetric.HTTP_STATUS_CODE)
                .filter(status -> status >= 400)
                .map(String::valueOf)
                .findFirst()
                .orElseGet(() -> values(last, CoreMetric.ERROR_TYPE)
                        .map(AwsMetricPublisher::kind)
                        .findFirst()
                        .orElse("error"));
    }

    private static String kind(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "io" -> "unavailable";
            case "configuredtimeout" -> "too_late";
            default -> "error";
        };
    }

    private static <T> Stream<T> values(MetricCollection metrics, SdkMetric<T> metric) {
        return metrics.metricValues(metric).stream();
    }

    @Override
    public void close() {
        // No resources to release.
    }
}
