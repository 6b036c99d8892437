package dev.stuckpod.operator;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code helm template} of the chart. By the command itself: the library that lints would look for
 * a cluster when a template asks what is there already.
 */
final class HelmTemplate {

  private static final Path HELM = helm();

  private final List<String> words = new ArrayList<>();

  HelmTemplate(Path chart) {
    words.addAll(
        List.of(
            HELM.toString(), "template", "stuckpod", chart.toString(), "--namespace", "stuckpod"));
  }

  private static Path helm() {
    try {
      return Repository.tools("helm").getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HelmTemplate set(String name, Object value) {
    words.addAll(List.of("--set", name + "=" + value));
    return this;
  }

  HelmTemplate withValuesFile(Path file) {
    words.addAll(List.of("--values", file.toString()));
    return this;
  }

  /**
   * Renders.
   *
   * @throws IllegalStateException with what helm says, if it does not
   */
  String call() {
    try {
      Path complaint = Files.createTempFile("helm", ".err");
      try {
        var builder = new ProcessBuilder(words).redirectError(complaint.toFile());
        builder.environment().put("KUBECONFIG", complaint.resolveSibling("none").toString());
        Process process = builder.start();
        String rendered =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException(Files.readString(complaint));
        }
        return rendered;
      } finally {
        Files.delete(complaint);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
