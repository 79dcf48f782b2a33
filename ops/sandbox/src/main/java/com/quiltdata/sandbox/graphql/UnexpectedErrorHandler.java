package com.quiltdata.sandbox.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hides the details of unexpected errors from the caller, as the registry does. */
final class UnexpectedErrorHandler implements DataFetcherExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrorHandler.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failure) {
        GraphQLError error = failure.getException() instanceof GraphQLError expected ? expected : unexpected(failure);
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static GraphQLError unexpected(DataFetcherExceptionHandlerParameters failure) {
        LOG.warn("{} failed", failure.getPath(), failure.getException());
        return GraphqlErrorBuilder.newError()
                .message("Internal Server Error")
                .path(failure.getPath())
                .build();
    }
}
