package dev.weir.serde;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** Tells a registry that says no from one that says nothing. */
final class RegistryErrors {
  private static final int NOT_FOUND = 404;
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private RegistryErrors() {}

  /** Whether the registry answered that it has no such schema or subject. */
  static boolean isNotFound(RestClientException e) {
    int code = e.getErrorCode();
    return e.getStatus() == NOT_FOUND
        && (code == SUBJECT_NOT_FOUND || code == VERSION_NOT_FOUND || code == SCHEMA_NOT_FOUND);
  }

  /** Whether the registry answered that it does not take the schema. */
  static boolean isRefused(RestClientException e) {
    return e.getStatus() == CONFLICT || e.getStatus() == UNPROCESSABLE;
  }

  static RegistryUnavailableException unavailable(String task, IOException e) {
    return new RegistryUnavailableException(
        "schema registry: no answer to "
            + task
            + " ("
            + e
            + "); check that it runs and that its URL is right",
        e);
  }

  /** An answer that says nothing about the schema: overload, a failure inside, a wrong path. */
  static RegistryUnavailableException unavailable(String task, RestClientException e) {
    return new RegistryUnavailableException(
        "schema registry: answered "
            + task
            + " with HTTP "
            + e.getStatus()
            + " ("
            + e.getMessage()
            + "); check its URL, its credentials and its log",
        e);
  }
}
