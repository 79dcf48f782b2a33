package com.quiltdata.sandbox.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The statement that {@code SHOW CREATE TABLE} and {@code SHOW CREATE VIEW} return. */
final class CreateStatement {
    private CreateStatement() {}

    static List<String> lines(TableSource source) {
        TableCatalog.Table table = source.table();
        var lines = new ArrayList<String>();
        if (source instanceof ViewSource view) {
            lines.add("CREATE VIEW %s.%s AS".formatted(table.database(), table.name()));
            lines.addAll(view.query().text().lines().toList());
            return lines;
        }
        lines.add("CREATE EXTERNAL TABLE `%s.%s`(".formatted(table.database(), table.name()));
        columns(lines, table.columns());
        if (!table.partitions().isEmpty()) {
            lines.add("PARTITIONED BY ( ");
            columns(lines, table.partitions());
        }
        if (source instanceof S3Table s3 && s3.format() == S3Table.Format.CSV) {
            lines.add("ROW FORMAT DELIMITED ");
            lines.add("  FIELDS TERMINATED BY ',' ");
        } else {
            lines.add("STORED AS PARQUET ");
        }
        lines.add("LOCATION");
        lines.add("  '%s'".formatted(Objects.requireNonNullElse(table.location(), "")));
        lines.add("TBLPROPERTIES (");
        List<String> properties = table.parameters().entrySet().stream()
                .map(entry -> "  '%s'='%s'".formatted(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
        lines.add(String.join(", \n", properties) + ")");
        return lines.stream().flatMap(String::lines).toList();
    }

    private static void columns(List<String> lines, List<TableCatalog.Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            lines.add("  `%s` %s%s"
                    .formatted(columns.get(i).name(), columns.get(i).type(), i < columns.size() - 1 ? ", " : ")"));
        }
    }
}
