package com.quiltdata.mcp.catalog.athena;

import com.google.common.base.CharMatcher;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.aws.AwsFailureMapper;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Maps refusals of Athena and Glue; their own words say what is wrong with a statement.
 *
 * @param service the service's name in messages
 */
record AthenaRefusals(String service) implements Function<AwsServiceException, Optional<Failure>> {
    private static final int MAX_WORDS = 600;
    private static final Pattern ACTION =
            Pattern.compile("not authorized to perform: (?<action>[\\w:-]+)(?: on resource: (?<resource>\\S+))?");
    private static final Pattern NO_RIGHT =
            Pattern.compile("(?i)not authorized|access ?denied|insufficient (?:lake formation )?permission");
    private static final Pattern MISSING =
            Pattern.compile("(?i)not found|notfound|could not find|does not exist|doesn't exist|no such|not exist");

    @Override
    public Optional<Failure> apply(AwsServiceException e) {
        var words = words(e);
        return switch (AwsFailureMapper.code(e)) {
            case "AccessDeniedException" -> Optional.of(denied(words));
            case "EntityNotFoundException", "ResourceNotFoundException" -> Optional.of(notFound(words));
            case "InvalidRequestException", "InvalidInputException", "ValidationException" ->
                Optional.of(
                        MISSING.matcher(words).find()
                                ? notFound(words)
                                : new Failure.Invalid("%s rejects the request: %s".formatted(service, words)));
            case "TooManyRequestsException", "ThrottlingException", "ResourceNumberLimitExceededException" ->
                Optional.of(new Failure.Throttled(
                        "%s: %s Wait a few seconds, then try again."
                                .formatted(service, new Failure.Invalid(words).sentence()),
                        null));
            case "MetadataException", "FederationSourceException" -> Optional.of(metadata(words));
            default -> Optional.empty();
        };
    }

    /** Maps what a data catalog behind Athena said. */
    private Failure metadata(String words) {
        if (NO_RIGHT.matcher(words).find()) {
            return denied(words);
        }
        return MISSING.matcher(words).find()
                ? notFound(words)
                : new Failure.Unavailable("The data catalog failed; try again. %s: %s".formatted(service, words));
    }

    private Failure.NotFound notFound(String words) {
        return new Failure.NotFound("%s: %s".formatted(service, words));
    }

    private Failure.Denied denied(String words) {
        var parts = ACTION.matcher(words);
        if (!parts.find()) {
            return new Failure.Denied(
                    "AWS refuses this to your role; ask an administrator of the catalog for the right. %s: %s"
                            .formatted(service, words));
        }
        var resource = parts.group("resource");
        return new Failure.Denied("Your role lacks the right `%s`%s; ask an administrator of the catalog for it."
                .formatted(parts.group("action"), resource == null ? "" : " on `" + resource + "`"));
    }

    /** Returns the service's words on one line, cut where they are too long. */
    private String words(AwsServiceException e) {
        var message = Objects.requireNonNullElse(e.awsErrorDetails().errorMessage(), "");
        var line = CharMatcher.whitespace().or(CharMatcher.javaIsoControl()).trimAndCollapseFrom(message, ' ');
        if (line.isEmpty()) {
            return service + " gave no reason.";
        }
        return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + " …" : line;
    }
}
