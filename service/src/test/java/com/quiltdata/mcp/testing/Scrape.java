package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.metrics.Meters;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus reads, in the text format. */
public record Scrape(List<Sample> samples) {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_:A-Z0-9]+)(?:\\{(.*)})? (\\S+)$");

    /** One line: a name, its labels as written, a value. */
    public record Sample(String name, String labels, double value) {
        private static Sample of(MatchResult line) {
            var labels = line.group(2);
            return new Sample(line.group(1), labels == null ? "" : labels, Double.parseDouble(line.group(3)));
        }
    }

    public static Scrape of(String text) {
        return new Scrape(SAMPLE.matcher(text).results().map(Sample::of).toList());
    }

    /** What Prometheus would read of these meters now. */
    public static Scrape of(Meters meters) {
        var text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, meters.registry().scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(text.toString(StandardCharsets.UTF_8));
    }

    /** The sum of the samples that have this name and all of these labels, each written {@code name="value"}. */
    public double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample ->
                        sample.name().equals(name) && Arrays.stream(labels).allMatch(sample.labels()::contains))
                .mapToDouble(Sample::value)
                .sum();
    }

    public Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toUnmodifiableSet());
    }
}
