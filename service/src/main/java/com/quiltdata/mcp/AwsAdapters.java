package com.quiltdata.mcp;

import com.quiltdata.mcp.catalog.athena.AthenaCatalog;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.s3.S3Catalog;

/** The adapters over AWS's services, which share the caller's temporary credentials. */
record AwsAdapters(S3Catalog s3, AwsIdentityReader identity, AthenaCatalog athena) {
    AwsAdapters withReader(ObjectReader reader) {
        return new AwsAdapters(s3.withReader(reader), identity, athena);
    }
}
