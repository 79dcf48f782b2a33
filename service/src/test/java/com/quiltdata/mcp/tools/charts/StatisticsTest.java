package com.quiltdata.mcp.tools.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics and bins against another computation of them, in decimals of 40 digits. */
final class StatisticsTest {
    private static final MathContext DIGITS = new MathContext(40);

    private static double[] values(int seed) {
        var random = new Random(seed);
        var scale = Math.pow(10, random.nextInt(8) - 4.0);
        return random.doubles(1 + random.nextInt(200))
                .map(it -> random.nextInt(4) == 0 ? Math.rint(it * 5) : (it - 0.3) * scale)
                .toArray();
    }

    /** The quartile as Python's {@code statistics.quantiles(n=4, method="inclusive")} defines it. */
    private static double quartile(double[] values, int which) {
        var sorted = new ArrayList<BigDecimal>();
        Arrays.stream(values).forEach(it -> sorted.add(new BigDecimal(it)));
        Collections.sort(sorted);
        if (sorted.size() == 1) {
            return sorted.getFirst().doubleValue();
        }
        var position = (sorted.size() - 1) * which;
        var index = Math.min(position / 4, sorted.size() - 2);
        var rest = position - index * 4;
        return sorted.get(index)
                .multiply(BigDecimal.valueOf(4L - rest))
                .add(sorted.get(index + 1).multiply(BigDecimal.valueOf(rest)))
                .divide(BigDecimal.valueOf(4))
                .doubleValue();
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        return values.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void statisticsAreThoseOfAnotherComputation(int seed) {
        var values = values(seed);
        var statistics = Statistics.of(values);
        var exact = Arrays.stream(values).mapToObj(BigDecimal::new).toList();
        var mean = mean(exact);
        var deviation = mean(exact.stream().map(it -> it.subtract(mean).pow(2)).toList())
                .sqrt(DIGITS);
        var near = within(1e-9 * Math.max(1, Math.abs(statistics.max())));

        assertThat(statistics.q1()).isCloseTo(quartile(values, 1), near);
        assertThat(statistics.median()).isCloseTo(quartile(values, 2), near);
        assertThat(statistics.q3()).isCloseTo(quartile(values, 3), near);
        assertThat(statistics.mean()).isCloseTo(mean.doubleValue(), near);
        assertThat(statistics.std()).isCloseTo(deviation.doubleValue(), near);
        assertThat(statistics.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(statistics.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
        assertThat(statistics.count()).isEqualTo(values.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void binsAreThoseOfAnotherComputation(int seed) {
        var values = values(seed);
        var count = seed % 2 == 0 ? null : seed;
        var bins = HistogramBins.of(values, count);
        var min = new BigDecimal(Arrays.stream(values).min().orElseThrow());
        var max = new BigDecimal(Arrays.stream(values).max().orElseThrow());
        var range = max.compareTo(min) == 0 ? BigDecimal.ONE : max.subtract(min);
        var number = bins.edges().size() - 1;

        assertThat(number).isEqualTo(count == null ? sturges(values.length) : count);
        for (int i = 0; i <= number; i++) {
            var edge = min.add(range.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(number), DIGITS));
            assertThat(bins.edges().get(i))
                    .isCloseTo(edge.doubleValue(), within(1e-9 * Math.max(1, range.doubleValue())));
        }
        var counts = bins.counts(values);
        for (int i = 0; i < number; i++) {
            var lower = bins.edges().get(i);
            var upper = bins.edges().get(i + 1);
            var isLast = i == number - 1;
            assertThat((long) counts[i])
                    .isEqualTo(Arrays.stream(values)
                            .filter(it -> it >= lower && (isLast ? it <= upper : it < upper))
                            .count());
        }
        assertThat(Arrays.stream(counts).sum()).isEqualTo(values.length);
    }

    private static int sturges(int values) {
        var bins = 1;
        for (int reached = 1; reached < values; reached *= 2) {
            bins++;
        }
        return bins;
    }
}
