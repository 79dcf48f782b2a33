package com.quiltdata.mcp;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.catalog.admin.RoleWriter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import com.quiltdata.mcp.catalog.athena.AthenaCatalog;
import com.quiltdata.mcp.catalog.graphql.GraphQlCatalog;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.ApiKeyReader;
import com.quiltdata.mcp.catalog.identity.ApiKeyWriter;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.RoleSwitcher;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.s3.S3Catalog;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.catalog.shared.CachedDocuments;
import com.quiltdata.mcp.catalog.shared.CallerReads;
import com.quiltdata.mcp.catalog.shared.SharedBucketReader;
import com.quiltdata.mcp.catalog.shared.SharedObjectReader;
import com.quiltdata.mcp.catalog.shared.SharedPorts;
import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.WorkgroupReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorPorts;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorWriter;
import com.quiltdata.mcp.catalog.workflows.BucketWorkflows;
import com.quiltdata.mcp.context.PerCallCache;

/** Decorates adapters so that the calls of one caller share what they read, if {@code on}. */
record SharedAdapters(boolean on, CallerReads reads) {
    private <P> P reader(Class<P> port, P target) {
        return on ? new SharedPorts(reads).reader(port, target) : target;
    }

    private <P> P writer(Class<P> port, P target) {
        return on ? new SharedPorts(reads).writer(port, target) : target;
    }

    GraphQlCatalog of(GraphQlCatalog graphql) {
        return new GraphQlCatalog(
                reader(IdentityReader.class, graphql.identity()),
                on ? new SharedBucketReader(graphql.buckets(), reads, false) : graphql.buckets(),
                reader(PackageReader.class, graphql.packages()),
                writer(PackageWriter.class, graphql.changes()),
                graphql.sessions(),
                graphql.search(),
                graphql.judge(),
                of(graphql.account()),
                of(graphql.admin()),
                new TabulatorPorts(
                        reader(TabulatorReader.class, graphql.tabulator().tables()),
                        writer(TabulatorWriter.class, graphql.tabulator().changes())));
    }

    private AccountPorts of(AccountPorts account) {
        return new AccountPorts(
                reader(IdentityReader.class, account.identity()),
                reader(ApiKeyReader.class, account.keys()),
                writer(ApiKeyWriter.class, account.keyChanges()),
                writer(RoleSwitcher.class, account.roles()));
    }

    private AdminPorts of(AdminPorts admin) {
        return new AdminPorts(
                reader(IdentityReader.class, admin.identity()),
                reader(UserReader.class, admin.users()),
                writer(UserWriter.class, admin.userChanges()),
                reader(RoleReader.class, admin.roles()),
                writer(RoleWriter.class, admin.roleChanges()),
                reader(SettingReader.class, admin.settings()),
                writer(SettingWriter.class, admin.settingChanges()),
                reader(BucketConfigReader.class, admin.buckets()),
                writer(BucketConfigWriter.class, admin.bucketChanges()));
    }

    S3Catalog of(S3Catalog s3) {
        return new S3Catalog(
                on ? new SharedObjectReader(s3.reader(), reads) : s3.reader(),
                reader(VersionReader.class, s3.versions()),
                writer(ObjectWriter.class, s3.writer()),
                s3.manifests(),
                reader(AccessReader.class, s3.access()),
                s3.resources());
    }

    AthenaCatalog of(AthenaCatalog athena) {
        return new AthenaCatalog(
                writer(QueryRunner.class, athena.queries()),
                reader(WorkgroupReader.class, athena.workgroups()),
                reader(TableReader.class, athena.tables()),
                athena.forget(),
                athena.resources());
    }

    AwsIdentityReader of(AwsIdentityReader identity) {
        return reader(AwsIdentityReader.class, identity);
    }

    SearchReader of(SearchReader search) {
        return reader(SearchReader.class, search);
    }

    WorkflowReader workflows(ObjectReader objects, PerCallCache reuse) {
        return on
                ? BucketWorkflows.over(
                        new CachedDocuments(objects, reads, false), new CachedDocuments(objects, reads, true), reuse)
                : BucketWorkflows.over(objects, reuse);
    }
}
