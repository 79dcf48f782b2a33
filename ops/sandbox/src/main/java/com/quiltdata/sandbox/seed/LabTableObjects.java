package com.quiltdata.sandbox.seed;

import java.util.List;

/** The objects of the tables of the database lab: CSV in folders of partitions, and Parquet with a column of each type. */
final class LabTableObjects {
    private static final String HEADER = "id,sample,passed,update_time,birthdate,yearly_total\n";

    private LabTableObjects() {}

    static void put(SeedBucket tables) {
        readings(
                tables,
                "year=2023/month=11",
                List.of(
                        "1,A1,true,2023-11-03 09:15:00,1980-05-01,1200.5",
                        "2,A2,false,2023-11-04 10:00:00,1991-12-24,870.25"));
        readings(
                tables,
                "year=2023/month=12",
                List.of("3,A1,true,2023-12-24 18:30:00,1980-05-01,1300", "4,\"B1, B2\",,,,"));
        readings(tables, "year=2024/month=01", List.of("5,C1,true,2024-01-02 03:04:05,2000-02-29,1e10"));
        tables.resource("all_types/part-0.parquet", "all-types.parquet");
    }

    private static void readings(SeedBucket tables, String partition, List<String> rows) {
        tables.text("readings/" + partition + "/part-0.csv", HEADER + String.join("\n", rows) + "\n");
    }
}
