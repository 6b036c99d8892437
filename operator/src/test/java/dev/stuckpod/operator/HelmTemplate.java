package dev.stuckpod.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code helm template} of the chart. By the command itself: the library that lints would look for
 * a cluster when a template asks what is there already.
 */
final class HelmTemplate {

  private final List<String> words = new ArrayList<>();

  HelmTemplate(Path chart) {
    words.addAll(List.of("template", "stuckpod", chart.toString(), "--namespace", "stuckpod"));
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
      return ClusterTool.of("helm", Path.of("target/no-kubeconfig"))
          .run(words.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
