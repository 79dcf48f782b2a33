package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart with logarithmic axes as SVG, which follows the reader's choice of light or dark. */
final class GrowthChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 250;
    private static final int TOP = 50;
    private static final int BOTTOM = 50;
    private static final int LABEL = 16;

    private final String title;
    private final String unit;
    private final String conditions;
    private final List<Line> lines = new ArrayList<>();

    /** A point: how many there are, and what a call costs. */
    record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    GrowthChart(String title, String unit, String conditions) {
        this.title = title;
        this.unit = unit;
        this.conditions = conditions;
    }

    void line(String name, List<Point> points) {
        lines.add(new Line(name, points));
    }

    private List<Double> all(java.util.function.ToDoubleFunction<Point> of) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .map(of::applyAsDouble)
                .sorted()
                .toList();
    }

    String svg() {
        var xs = all(Point::x);
        var ys = all(Point::y);
        var out = new StringBuilder();
        add(out, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>",
                WIDTH, HEIGHT);
        add(out, """
                <style>
                .b{fill:#fff}text{fill:#222}.g{stroke:#ddd}.a{stroke:#444;fill:none}.l{fill:none;stroke-width:2}
                .c0{stroke:#1f5fa8;fill:#1f5fa8}.c1{stroke:#c05a08;fill:#c05a08}.c2{stroke:#2c7a45;fill:#2c7a45}
                .c3{stroke:#8c3fa0;fill:#8c3fa0}.c4{stroke:#b3202e;fill:#b3202e}.c5{stroke:#6b6b00;fill:#6b6b00}
                .l{fill:none}.p{stroke-dasharray:2 4;stroke:#888}
                @media(prefers-color-scheme:dark){.b{fill:#14181d}text{fill:#ddd}.g{stroke:#333a42}.a{stroke:#aaa}
                .c0{stroke:#6cb0ff;fill:#6cb0ff}.c1{stroke:#ffa657;fill:#ffa657}.c2{stroke:#5fd38a;fill:#5fd38a}
                .c3{stroke:#d59bea;fill:#d59bea}.c4{stroke:#ff7b86;fill:#ff7b86}.c5{stroke:#d8d85a;fill:#d8d85a}.l{fill:none}}
                </style>
                <rect class='b' width='100%%' height='100%%'/>""");
        add(out, "<text x='%d' y='24' font-weight='bold'>%s</text>", LEFT, title);
        add(out, "<text x='%d' y='%d' text-anchor='end' font-size='10'>%s</text>", WIDTH - 8, HEIGHT - 8, conditions);
        var lowX = xs.getFirst();
        var highX = xs.getLast();
        var lowY = Math.pow(10, Math.floor(Math.log10(ys.getFirst())));
        var highY = Math.pow(10, Math.ceil(Math.log10(ys.getLast())));
        for (var y = lowY; y <= highY * 1.001; y *= 10) {
            var at = place(y, lowY, highY, HEIGHT - BOTTOM, TOP);
            add(out, "<path class='g' d='M%d %.1fH%d'/>", LEFT, at, WIDTH - RIGHT);
            add(out, "<text x='%d' y='%.1f' text-anchor='end'>%,d</text>", LEFT - 8, at + 4, (long) y);
        }
        for (var x : xs.stream().distinct().toList()) {
            var at = place(x, lowX, highX, LEFT, WIDTH - RIGHT);
            add(out, "<path class='a' d='M%.1f %dv6'/>", at, HEIGHT - BOTTOM);
            add(out, "<text x='%.1f' y='%d' text-anchor='middle'>%,d</text>", at, HEIGHT - BOTTOM + 22, x.longValue());
        }
        add(out, "<path class='a' d='M%d %dV%dH%d'/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
        add(out, "<text x='%d' y='%d' text-anchor='middle'>%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, unit);
        add(out, "<text x='%d' y='%d'>CPU µs a call</text>", LEFT, TOP - 8);
        draw(out, lowX, highX, lowY, highY);
        return out.append("</svg>\n").toString();
    }

    /** Draws the lines, with their names to the right, moved apart. */
    private void draw(StringBuilder out, double lowX, double highX, double lowY, double highY) {
        var byEnd = lines.stream()
                .sorted((one, other) -> Double.compare(other.points().getLast().y(), one.points().getLast().y()))
                .toList();
        var label = (double) TOP - LABEL;
        for (var line : byEnd) {
            var colour = "c" + lines.indexOf(line) % 6;
            var path = new StringBuilder();
            for (var point : line.points()) {
                var x = place(point.x(), lowX, highX, LEFT, WIDTH - RIGHT);
                var y = place(point.y(), lowY, highY, HEIGHT - BOTTOM, TOP);
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
                add(out, "<circle class='%s' cx='%.1f' cy='%.1f' r='3'/>", colour, x, y);
            }
            add(out, "<path class='%s l' d='%s'/>", colour, path);
            var end = place(line.points().getLast().y(), lowY, highY, HEIGHT - BOTTOM, TOP);
            label = Math.max(label + LABEL, end);
            add(out, "<path class='p' d='M%d %.1fL%d %.1f'/>", WIDTH - RIGHT + 4, end, WIDTH - RIGHT + 18, label);
            add(out, "<path class='%s l' d='M%d %.1fh10'/>", colour, WIDTH - RIGHT + 20, label);
            add(out, "<text x='%d' y='%.1f'>%s</text>", WIDTH - RIGHT + 34, label + 4, line.name());
        }
    }

    private static double place(double value, double low, double high, double from, double to) {
        return from + (Math.log(value) - Math.log(low)) / Math.max(1e-9, Math.log(high) - Math.log(low)) * (to - from);
    }

    private static void add(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
