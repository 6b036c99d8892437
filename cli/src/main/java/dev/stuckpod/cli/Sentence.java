package dev.stuckpod.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Turns a failure into one line for a person. */
final class Sentence {

  private Sentence() {}

  static String of(Throwable failure) {
    String text =
        failure instanceof KubernetesClientException kubernetes ? of(kubernetes) : message(failure);
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String of(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case 0 -> "The cluster does not answer, check --context or KUBECONFIG: " + root(failure);
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "Not found, is Stuckpod installed in this cluster? " + status(failure);
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "The cluster does not accept your credentials: log in again";
      default -> status(failure);
    };
  }

  private static String status(KubernetesClientException failure) {
    return failure.getStatus() == null || failure.getStatus().getMessage() == null
        ? message(failure)
        : failure.getStatus().getMessage();
  }

  private static String root(Throwable failure) {
    return failure.getCause() == null ? message(failure) : root(failure.getCause());
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
