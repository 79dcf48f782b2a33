package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tools.packages.summaries.SummaryChart.Bar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charts as options of ECharts 5, which the catalog draws from a JSON file of type {@code echarts}. */
final class SummaryChartOption {
    /** Colors that color-blind people can tell apart (Okabe and Ito). */
    private static final List<String> PALETTE =
            List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999");

    private static final Map<String, Integer> FIRST = Map.of("genomics", 2, "ml", 5, "research", 3, "analytics", 1);

    /** Maximum length of a name in the picture; the data has it in full. */
    private static final int MAX_LABEL = 36;

    private SummaryChartOption() {}

    /** The colors of a template; any unknown template has those of {@code standard}. */
    static List<String> palette(String template) {
        var palette = new ArrayList<>(PALETTE);
        Collections.rotate(palette, -FIRST.getOrDefault(template, 0));
        return palette;
    }

    static Map<String, Object> of(SummaryChart chart, String template) {
        var option = new LinkedHashMap<String, Object>();
        option.put("color", palette(template));
        option.put("aria", Map.of("enabled", true));
        option.put("title", title(chart));
        switch (chart.form()) {
            case PIE -> addPie(option, chart);
            case HORIZONTAL_BARS -> addBars(option, chart);
            case HISTOGRAM -> addHistogram(option, chart);
        }
        return option;
    }

    private static Map<String, Object> title(SummaryChart chart) {
        return ordered(
                "text", chart.title(),
                "subtext", chart.subtitle(),
                "left", "center",
                "subtextStyle", ordered("width", 420, "overflow", "break", "lineHeight", 16));
    }

    private static void addPie(Map<String, Object> option, SummaryChart chart) {
        option.put("tooltip", Map.of("trigger", "item"));
        option.put(
                "series",
                List.of(ordered(
                        "type", "pie",
                        "radius", "55%",
                        "center", List.of("50%", "60%"),
                        "label", Map.of("formatter", "{b}: {c} ({d}%)"),
                        "minShowLabelAngle", 4,
                        "itemStyle", ordered("borderColor", "#fff", "borderWidth", 1),
                        "data",
                                chart.bars().stream()
                                        .map(bar -> ordered("name", label(bar), "value", bar.number()))
                                        .toList())));
    }

    private static void addBars(Map<String, Object> option, SummaryChart chart) {
        addGrid(option, 16);
        option.put("xAxis", values(chart, 30));
        option.put(
                "yAxis",
                ordered(
                        "type",
                        "category",
                        "inverse",
                        true,
                        "data",
                        chart.bars().stream().map(SummaryChartOption::label).toList(),
                        "axisLabel",
                        Map.of("interval", 0)));
        option.put("series", List.of(series(chart, "right")));
    }

    private static void addHistogram(Map<String, Object> option, SummaryChart chart) {
        addGrid(option, 48);
        option.put(
                "xAxis",
                ordered(
                        "type", "category",
                        "data", chart.labels(),
                        "axisLabel", ordered("interval", 0, "rotate", 30)));
        option.put("yAxis", values(chart, 56));
        option.put("series", List.of(series(chart, "top")));
    }

    private static void addGrid(Map<String, Object> option, int left) {
        option.put("tooltip", ordered("trigger", "axis", "axisPointer", Map.of("type", "shadow")));
        option.put("grid", ordered("left", left, "right", 72, "top", 72, "bottom", 40, "containLabel", true));
    }

    private static Map<String, Object> values(SummaryChart chart, int gap) {
        return ordered(
                "type",
                "value",
                "name",
                chart.quantity(),
                "nameLocation",
                "middle",
                "nameGap",
                gap,
                "splitNumber",
                4,
                "axisLabel",
                Map.of("hideOverlap", true));
    }

    private static Map<String, Object> series(SummaryChart chart, String position) {
        return ordered(
                "type", "bar",
                "name", chart.quantity(),
                "label", ordered("show", true, "position", position),
                "data", chart.bars().stream().map(SummaryChartOption::item).toList());
    }

    private static String label(Bar bar) {
        return TallyRanking.shortened(bar.label(), MAX_LABEL);
    }

    private static Map<String, Object> item(Bar bar) {
        return ordered("value", bar.number(), "label", Map.of("formatter", bar.text()));
    }

    /** A map of names and values in turn, in their order. */
    private static Map<String, Object> ordered(Object... members) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            map.put((String) members[i], members[i + 1]);
        }
        return map;
    }
}
