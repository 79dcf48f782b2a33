package com.quiltdata.mcp.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.quiltdata.mcp.picture.Picture.Labels;
import com.quiltdata.mcp.picture.Plot.BarSeries;
import com.quiltdata.mcp.picture.Plot.Box;
import com.quiltdata.mcp.picture.Plot.Cell;
import com.quiltdata.mcp.picture.Plot.PointSeries;
import com.quiltdata.mcp.picture.Plot.Slice;
import com.quiltdata.mcp.testing.Generated;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures, compared with kept ones that somebody has looked at. */
@NullUnmarked // NullAway cannot infer that the numbers of a list may be null
final class PictureRendererTest {
    private static final Path GOLDENS = Path.of("src/test/resources/golden/pictures");
    private static final Labels LABELS = new Labels("weight by species", "species", "weight");
    private static final List<String> COLORS =
            List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7F7F7F");

    private static <T> List<T> many(int count, IntFunction<T> item) {
        return IntStream.range(0, count).mapToObj(item).toList();
    }

    private static PointSeries wave(String name, int count, long seed) {
        var random = new Random(seed);
        return new PointSeries(
                name,
                IntStream.range(0, count).mapToDouble(i -> i * 1.5).toArray(),
                IntStream.range(0, count)
                        .mapToDouble(i -> Math.sin(i / 10.0) * 20 + random.nextGaussian() * 3)
                        .toArray());
    }

    private static Arguments plot(String name, Plot plot) {
        return Arguments.of(name, plot);
    }

    static Stream<Arguments> plots() {
        var groups = List.of(wave("control", 80, 1), wave("treated with something", 80, 2));
        return Stream.of(
                plot(
                        "boxplot",
                        new Plot.Boxes(List.of(
                                new Box("Adelie", 2850, 3350, 3700, 4000, 4775),
                                new Box("Chinstrap", 2700, 3487, 3700, 3950, 4800),
                                new Box(
                                        "Gentoo, with a long name that is shortened here",
                                        3950,
                                        4700,
                                        5000,
                                        5500,
                                        6300)))),
                plot(
                        "boxplot-many",
                        new Plot.Boxes(many(60, i -> new Box("sample number " + i, i, i + 3, i + 5, i + 7, i + 12)))),
                plot(
                        "bar",
                        new Plot.Bars(
                                many(25, i -> "A long category, nr " + i),
                                List.of(
                                        new BarSeries("control", many(25, i -> i == 3 ? null : Math.cos(i) * 10)),
                                        new BarSeries("treated", many(25, i -> Math.cos(i) * 8 + 2))),
                                false)),
                plot(
                        "histogram",
                        new Plot.Bars(
                                many(14, i -> i * 5 + "–" + (i * 5 + 5)),
                                List.of(new BarSeries("", many(14, i -> i * (14.0 - i)))),
                                true)),
                plot("pie", new Plot.Slices(many(20, i -> new Slice("a slice with a name " + i, 60 - 3 * i)))),
                plot(
                        "heatmap",
                        new Plot.Cells(
                                List.of("Mon", "Tue", "Wed", "Thu", "Fri"),
                                List.of("morning", "noon", "an evening with a very long name"),
                                many(14, i -> new Cell(i % 5, i / 5, i * 1.3777)))),
                plot("scatter", new Plot.Points(groups, false, false)),
                plot("line", new Plot.Points(groups, true, false)),
                plot(
                        "line-dates",
                        new Plot.Points(
                                List.of(new PointSeries(
                                        "", new double[] {1.70e12, 1.705e12, 1.71e12, 1.72e12}, new double[] {1, 3, 2, 5
                                        })),
                                true,
                                true)));
    }

    private static byte[] png(Plot plot, Labels labels) {
        return Objects.requireNonNull(PictureRenderer.draw(plot, labels, COLORS).png());
    }

    @ParameterizedTest
    @MethodSource("plots")
    void picturesLookAsTheKeptOnes(String name, Plot plot) {
        new Generated(PictureRendererTest.class).checkPicture(GOLDENS.resolve(name + ".png"), png(plot, LABELS));
    }

    @Test
    void picturesHave800By500PixelsAndAreSmall() throws IOException {
        var png = png(new Plot.Points(List.of(wave("", 40_000, 1)), false, false), LABELS);
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(image.getHeight()).isEqualTo(500);
        assertThat(png).hasSizeLessThan(200_000);
    }

    @Test
    void saysWhatOnlyThePictureLeavesOut() {
        var boxes = new Plot.Boxes(many(60, i -> new Box("b" + i, 0, 1, 2, 3, 4)));
        assertThat(PictureRenderer.draw(boxes, LABELS, COLORS).notes())
                .containsExactly("The picture shows the first 40 of 60 categories; the chart and the data have all.");
        var slices = new Plot.Slices(many(20, i -> new Slice("s" + i, 1 + i)));
        assertThat(PictureRenderer.draw(slices, LABELS, COLORS).notes())
                .containsExactly(
                        "The picture sums up the 13 smallest of 20 slices as \"Other\"; the chart and the data have all.");
        var points = new Plot.Points(List.of(wave("", 40_000, 1)), true, false);
        assertThat(PictureRenderer.draw(points, LABELS, COLORS).notes())
                .singleElement()
                .asString()
                .matches(
                        "The picture shows [34],\\d{3} of 40,000 points, with each peak; statistics and data have all\\.");
        var cells = new Plot.Cells(
                many(50, i -> "c" + i), many(30, i -> "r" + i), many(1500, i -> new Cell(i % 50, i / 50, i)));
        assertThat(PictureRenderer.draw(cells, LABELS, COLORS).notes())
                .singleElement()
                .asString()
                .startsWith("The picture shows the first 40 of 50 columns and the first 24 of 30 rows");
    }

    @Test
    void thinnedLineKeepsItsPeaks() {
        var y = new double[100_000];
        y[77_777] = 9;
        y[12_345] = -9;
        var x = IntStream.range(0, y.length).asDoubleStream().toArray();
        var thinned = PlotThinner.thin(new Plot.Points(List.of(new PointSeries("", x, y)), true, false));
        var series = ((Plot.Points) thinned.plot()).series().getFirst();
        assertThat(series.x()).contains(77_777, 12_345).isSorted();
        assertThat(series.y()).contains(9, -9).hasSizeLessThanOrEqualTo(PlotThinner.MAX_POINTS);
    }

    @Test
    void drawsOddLabelsAndValues() {
        var names = List.of(
                "",
                " ",
                "\n\t",
                "same",
                "same ",
                "$x$",
                "\u6f22\u5b57",
                "x".repeat(5_000),
                "\u202eabc",
                "\ud83e\uddec");
        var labels = new Labels("", "", "y".repeat(3_000));
        for (var plot : List.of(
                new Plot.Boxes(
                        names.stream().map(it -> new Box(it, 1, 1, 1, 1, 1)).toList()),
                new Plot.Bars(
                        names, List.of(new BarSeries("", many(names.size(), i -> i == 0 ? null : -1e-12))), false),
                new Plot.Bars(names.subList(0, 1), List.of(new BarSeries("$g$", List.of(0.0))), true),
                new Plot.Points(
                        names.stream()
                                .map(it -> new PointSeries(it, new double[] {1}, new double[] {1e150}))
                                .toList(),
                        true,
                        false),
                new Plot.Points(
                        List.of(new PointSeries("", new double[] {-1e150, 1e150}, new double[] {-1e150, 1e150})),
                        false,
                        false),
                new Plot.Points(List.of(new PointSeries("", new double[] {5}, new double[] {5})), false, true),
                new Plot.Slices(List.of(new Slice("", 1e-9))),
                new Plot.Cells(List.of(""), List.of(""), List.of(new Cell(0, 0, 0))),
                new Plot.Cells(names, names, List.of(new Cell(9, 9, -1e150), new Cell(0, 0, 1e150))))) {
            assertThat(png(plot, labels)).as(plot.toString()).isNotEmpty();
        }
    }

    /** The range of an axis may be narrow, tiny, huge or far from zero. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void drawsNumbersOfAnyRangeInLittleTime(int seed) {
        var random = new Random(seed);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (int i = 0; i < 60; i++) {
                var far = random.nextInt(3) == 0 ? 0 : Math.pow(10, random.nextInt(300) - 150.0);
                var width = random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextInt(298) - 150.0);
                var count = 1 + random.nextInt(12);
                var sign = random.nextBoolean() ? 1 : -1;
                var values = random.doubles(count)
                        .map(it -> Math.clamp(sign * (far + it * width), -1e150, 1e150))
                        .toArray();
                var other = random.doubles(count, 0, 1).sorted().toArray();
                var swapped = random.nextBoolean();
                var dates = swapped && far < 1e14 && width < 1e14;
                var series = swapped ? new PointSeries("", values, other) : new PointSeries("", other, values);
                assertThat(png(new Plot.Points(List.of(series), random.nextBoolean(), dates), LABELS))
                        .isNotEmpty();
                var bars = Arrays.stream(values).boxed().toList();
                assertThat(png(
                                new Plot.Bars(many(count, it -> "c" + it), List.of(new BarSeries("", bars)), false),
                                LABELS))
                        .isNotEmpty();
                Arrays.sort(values);
                var box = new Box(
                        "b", values[0], values[count / 4], values[count / 2], values[count / 2], values[count - 1]);
                assertThat(png(new Plot.Boxes(List.of(box)), LABELS)).isNotEmpty();
            }
        });
    }

    @Test
    void labelsOfAnAxisHaveTheDigitsThatDiffer() {
        assertThat(labels(0, 5000, 6500)).containsExactly("0", "5,000", "6,500");
        assertThat(labels(0, 0.25, 1)).containsExactly("0", "0.25", "1");
        assertThat(labels(-3e-9, 2e-9)).containsExactly("-3e-9", "2e-9");
        assertThat(labels(1_000_000.5, 1_000_001)).containsExactly("1,000,000.5", "1,000,001");
        assertThat(labels(1.5e12, 2.5e12)).containsExactly("1.5e12", "2.5e12");
        assertThat(labels(7, 7)).containsExactly("7", "7");
    }

    private static List<String> labels(double... values) {
        var scale = AxisScale.of(Arrays.stream(values));
        return Arrays.stream(values).mapToObj(it -> scale.label(scale.map(it))).toList();
    }

    @Test
    void saysThatTheFontLacksCharacters() {
        var boxes = new Plot.Boxes(List.of(new Box("\u6f22\u5b57", 1, 2, 3, 4, 5)));
        assertThat(PictureRenderer.draw(boxes, LABELS, COLORS).notes())
                .containsExactly(
                        "The picture shows empty boxes for characters that its font lacks; the data has them.");
        var accents = new Plot.Boxes(List.of(new Box("\u0416\u03a9\u00e9\u00df \u00b1 5 \u00b5m", 1, 2, 3, 4, 5)));
        assertThat(PictureRenderer.draw(accents, LABELS, COLORS).notes()).isEmpty();
    }

    @Test
    void drawsForManyCallersAtOnce() {
        var plot = new Plot.Points(List.of(wave("", 500, 1)), true, false);
        var all = Stream.generate(() -> CompletableFuture.supplyAsync(() -> png(plot, LABELS)))
                .limit(8)
                .toList();
        assertThat(all.stream().map(CompletableFuture::join)).allMatch(png -> png.length > 1000);
    }
}
