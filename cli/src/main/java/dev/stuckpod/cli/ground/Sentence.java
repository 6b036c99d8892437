package dev.stuckpod.cli.ground;

import com.fasterxml.jackson.core.JacksonException;
import dev.stuckpod.dumps.DumpStoreException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;

/** Turns a failure into one line for a person. */
public final class Sentence {

  private Sentence() {}

  /** Says it in one line, and what to do where something can be done. */
  public static String of(Throwable failure) {
    Throwable meant =
        failure instanceof DumpStoreException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String text =
        meant instanceof KubernetesClientException kubernetes ? of(kubernetes) : message(meant);
    return line(text);
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String of(KubernetesClientException failure) {
    if (isUnreachable(failure)) {
      return "The cluster does not answer, check --context or KUBECONFIG: " + root(failure);
    }
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          (isOfNamespace(failure) ? "" : "Not found, is Stuckpod installed in this cluster? ")
              + status(failure);
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "The cluster does not accept your credentials: log in again";
      default -> status(failure);
    };
  }

  private static boolean isOfNamespace(KubernetesClientException failure) {
    return failure.getStatus() != null
        && failure.getStatus().getDetails() != null
        && "namespaces".equals(failure.getStatus().getDetails().getKind());
  }

  /** Tells whether no answer has come at all; one that cannot be read is an answer. */
  public static boolean isUnreachable(KubernetesClientException failure) {
    return failure.getCode() <= 0
        && rootCause(failure) instanceof IOException broken
        && !(broken instanceof JacksonException);
  }

  private static String status(KubernetesClientException failure) {
    return failure.getStatus() == null || failure.getStatus().getMessage() == null
        ? message(failure)
        : failure.getStatus().getMessage();
  }

  /** What a failure comes from at last, in one line. */
  public static String root(Throwable failure) {
    return line(message(rootCause(failure)));
  }

  private static Throwable rootCause(Throwable failure) {
    return failure.getCause() == null ? failure : rootCause(failure.getCause());
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
