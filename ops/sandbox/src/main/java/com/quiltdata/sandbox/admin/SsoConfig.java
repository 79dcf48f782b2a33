package com.quiltdata.sandbox.admin;

import com.quiltdata.sandbox.people.Account;
import java.time.Instant;
import java.util.Set;

/** The configuration of single sign-on as it was sent, and the names of the roles in it. */
public record SsoConfig(String text, Instant timestamp, Account uploader, Set<String> roles) {}
