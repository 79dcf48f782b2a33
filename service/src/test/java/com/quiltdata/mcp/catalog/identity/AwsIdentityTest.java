package com.quiltdata.mcp.catalog.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsIdentityTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "arn:aws:sts::123456789012:assumed-role/ReadWrite/ada@example.com,assumed-role,ReadWrite,ada@example.com",
                "arn:aws-us-gov:sts::123456789012:assumed-role/R/s,assumed-role,R,s",
                "arn:aws:iam::123456789012:user/ada,user,-,ada",
                "arn:aws:iam::123456789012:user/teams/lab/ada,user,-,ada",
                "arn:aws:sts::123456789012:federated-user/ada,federated-user,-,ada",
                "arn:aws:iam::123456789012:root,root,-,-",
                "arn:aws:iam::123456789012:role/R,unknown,-,-",
                "arn:aws:s3:::bucket,unknown,-,-"
            })
    void readsTypeRoleAndNameFromTheArn(String arn, String type, String role, String name) {
        assertThat(AwsIdentity.parse(arn, "123456789012", "AIDA"))
                .isEqualTo(new AwsIdentity(arn, "123456789012", "AIDA", type, role, name));
    }
}
