package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.TabulatorTables;
import java.util.List;
import java.util.stream.Stream;

/** All tables of the stack: the lab's, the packages' and the tabulator's. */
record TableSources(Buckets buckets, TabulatorTables tabulator, Packages packages, LabTables lab) {
    /** Returns the tables of the buckets that a role reads. */
    List<TableSource> visible(Role role) {
        Stream<TableSource> perBucket = buckets.all().stream()
                .filter(bucket -> role.reads(bucket.name()))
                .flatMap(bucket -> Stream.concat(
                        Stream.of(PackageTable.Kind.values())
                                .map(kind -> new PackageTable(kind, bucket.name(), packages)),
                        tabulator.of(bucket).stream()
                                .map(table -> new TabulatorSource(bucket.name(), table, packages))));
        return Stream.concat(lab.all().stream().filter(table -> role.reads(table.bucket())), perBucket)
                .toList();
    }
}
