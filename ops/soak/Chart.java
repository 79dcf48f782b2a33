package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line chart over the time of the run, written as SVG, with the faults as bands and the restarts as lines. */
final class Chart {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 64;
    private static final int BOTTOM = 56;
    private static final int TICKS = 5;
    private static final List<String> COLOURS = List.of("#1f5fa8", "#d1690e", "#2c8a4b", "#8c3fa0");

    private final String title;
    private final String unit;
    private final double seconds;
    private final boolean logarithmic;
    private final List<Line> lines = new ArrayList<>();

    /** A point of a line; NaN as value interrupts the line. */
    record Point(double at, double value) {}

    private record Line(String name, List<Point> points) {}

    Chart(String title, String unit, double seconds, boolean logarithmic) {
        this.title = title;
        this.unit = unit;
        this.seconds = seconds;
        this.logarithmic = logarithmic;
    }

    Chart line(String name, List<Point> points) {
        lines.add(new Line(name, points));
        return this;
    }

    void write(Path file, List<Disturbances.Disturbance> disturbances) throws IOException {
        var out = new StringBuilder();
        out.append("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>\n"
                .formatted(WIDTH, HEIGHT));
        out.append("<rect width='100%' height='100%' fill='white'/>\n");
        text(out, LEFT, 22, "start", "<tspan font-weight='bold'>" + title + "</tspan>");
        disturbances.forEach(one -> mark(out, one));
        axes(out);
        for (var i = 0; i < lines.size(); i++) {
            draw(out, lines.get(i), COLOURS.get(i % COLOURS.size()), LEFT + i * 170);
        }
        var legend = LEFT + lines.size() * 170;
        out.append("<rect x='%d' y='35' width='18' height='12' fill='#f3d9d4'/>\n".formatted(legend));
        text(out, legend + 24, 46, "start", "fault");
        out.append("<path d='M%d 35 v12' stroke='#777' stroke-dasharray='3 2'/>\n".formatted(legend + 80));
        text(out, legend + 88, 46, "start", "SIGTERM");
        out.append("<path d='M%d 35 v12' stroke='#c00' stroke-width='2'/>\n".formatted(legend + 166));
        text(out, legend + 174, 46, "start", "SIGKILL");
        Files.writeString(file, out.append("</svg>\n"));
    }

    private void mark(StringBuilder out, Disturbances.Disturbance one) {
        var from = x(one.begin());
        if (one.label().startsWith("SIG")) {
            var killed = one.label().startsWith("SIGKILL");
            out.append(String.format(Locale.ROOT, "<path d='M%.1f %d V%d' stroke='%s' %s><title>%s</title></path>\n",
                    from, TOP, HEIGHT - BOTTOM, killed ? "#c00" : "#777",
                    killed ? "stroke-width='2'" : "stroke-dasharray='4 3'", one.label()));
        } else {
            out.append(String.format(Locale.ROOT,
                    "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='#f3d9d4'><title>%s, %s</title></rect>\n",
                    from, TOP, Math.max(1, x(Math.min(seconds, one.end())) - from), HEIGHT - BOTTOM - TOP,
                    one.label(), one.people()));
        }
    }

    private void axes(StringBuilder out) {
        for (var value : ticks()) {
            out.append(String.format(Locale.ROOT, "<path d='M%d %.1f H%d' stroke='#ddd'/>\n", LEFT, y(value), WIDTH - RIGHT));
            text(out, LEFT - 8, y(value) + 4, "end", number(value));
        }
        text(out, LEFT - 8, TOP - 10, "end", unit);
        var minutes = seconds > 300;
        var step = step(seconds);
        for (var at = 0.0; at <= seconds; at += step) {
            out.append(String.format(Locale.ROOT, "<path d='M%.1f %d v6' stroke='#333'/>\n", x(at), HEIGHT - BOTTOM));
            text(out, x(at), HEIGHT - BOTTOM + 22, "middle", number(minutes ? at / 60 : at));
        }
        text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", minutes ? "minutes of load" : "seconds of load");
        out.append("<path d='M%d %d V%d H%d' stroke='#333' fill='none'/>\n".formatted(LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT));
    }

    private List<Double> ticks() {
        var most = most();
        var ticks = new ArrayList<Double>();
        if (logarithmic) {
            for (var value = 1.0; value <= most; value *= 10) {
                ticks.add(value);
            }
        } else {
            for (var i = 0; i <= TICKS; i++) {
                ticks.add(most * i / TICKS);
            }
        }
        return ticks;
    }

    private static double step(double seconds) {
        for (var step : List.of(10, 30, 60, 120, 300, 600, 1800, 3600)) {
            if (seconds / step <= 16) {
                return step;
            }
        }
        return 7200;
    }

    private void draw(StringBuilder out, Line line, String colour, int legend) {
        var path = new StringBuilder();
        var up = true;
        for (var point : line.points()) {
            if (Double.isNaN(point.value())) {
                up = true;
            } else {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", up ? "M" : "L", x(point.at()), y(point.value())));
                up = false;
            }
        }
        out.append("<path d='%s' stroke='%s' stroke-width='1.5' fill='none'/>\n".formatted(path, colour));
        out.append("<path d='M%d 41 h18' stroke='%s' stroke-width='3'/>\n".formatted(legend, colour));
        text(out, legend + 24, 46, "start", line.name());
    }

    private double most() {
        var most = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::value)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        var magnitude = Math.pow(10, Math.floor(Math.log10(Math.max(1, most))));
        for (var factor : logarithmic ? List.of(1, 10) : List.of(1, 2, 5, 10)) {
            if (most <= factor * magnitude) {
                return factor * magnitude;
            }
        }
        return most;
    }

    private double x(double at) {
        return LEFT + at / seconds * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        var share = logarithmic ? Math.log10(Math.max(1, value)) / Math.log10(Math.max(10, most())) : value / most();
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>\n", x, y, anchor, text));
    }

    /** Returns the middle value, or another quantile, of some numbers; NaN if there are none. */
    static double quantile(List<Double> values, double share) {
        var sorted = values.stream().sorted().collect(Collectors.toList());
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }
}
