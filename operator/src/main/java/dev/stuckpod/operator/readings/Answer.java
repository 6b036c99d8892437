package dev.stuckpod.operator.readings;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What came of asking a source for one rule. */
public sealed interface Answer {

  /**
   * The source answered in full.
   *
   * @param at the time it evaluated for
   * @param pods by pod name; a pod without any series is not in it
   */
  record Given(Instant at, Map<String, PodReadings> pods) implements Answer {

    /** The source has nothing to say. */
    public static final Given NOTHING = new Given(Instant.EPOCH, Map.of());

    /** What was said about a pod. */
    public Optional<PodReadings> of(String pod) {
      return Optional.ofNullable(pods.get(pod));
    }
  }

  /**
   * There is no answer that can be judged by.
   *
   * @param message a sentence that says what to do
   */
  record Missing(Failure failure, String message) implements Answer {}

  /** Why there is no answer. */
  enum Failure {
    /** The policy names a MetricsSource that does not exist. */
    SourceNotFound,
    /** A Secret or a key that the source names is missing. */
    SecretNotFound,
    /** The operator has no right to read a Secret that the source names. */
    SecretForbidden,
    /** The source names a ServiceAccount that does not exist. */
    AccountNotFound,
    /** The operator has no right to ask for a token of the ServiceAccount that the source names. */
    AccountForbidden,
    /** Credentials would go over plain http, and the source does not say that they may. */
    CredentialsExposed,
    /** No connection, or no answer in time. */
    SourceUnreachable,
    /** The source says that it is asked too much. */
    SourceBusy,
    /** The source does not accept the credentials. */
    SourceRefused,
    /** The source says that the query is wrong. */
    QueryRejected,
    /** A user's own query reads more than the policy's namespace, or cannot be checked. */
    QueryNotScoped,
    /** A user's own query is asked of a source that answers none. */
    SourceOnlyScrapes,
    /** Warnings or a partial answer. */
    AnswerIncomplete,
    /** More than is read. */
    AnswerTooLarge,
    /** Not what the Prometheus API answers. */
    AnswerUnreadable
  }
}
