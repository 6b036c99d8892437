package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.loadtest.window.Selectors;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Certainty;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.FailOn;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which pods a window watches, and how. What is not said is as the API has it. */
final class WindowOptions {

  private static final Duration SETTLE = Duration.ofMinutes(1);
  private static final Duration DEADLINE = Duration.ofHours(2);

  /** For a window that is opened late, when the deadline follows from the load. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "LABELS",
      description = "The pods, by their labels, such as app=cable,tier=web; or --policy.")
  private @Nullable String selector;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "The pods of a StuckPolicy, instead; may be given more than once.")
  private List<String> policies = List.of();

  @Option(
      names = "--container",
      paramLabel = "C",
      description = "The app's container; default: the only one, or the pod's default.")
  private @Nullable String container;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = Time.class,
      description = "So long after the load held work may take to go down (default: 1m).")
  private @Nullable Duration settle;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Time.class,
      description =
          "A load that still runs then is not waited for: the window is Unknown (default: 2h).")
  private @Nullable Duration deadline;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Time between two looks at a pod (default: 3s).")
  private @Nullable Duration interval;

  @Option(
      names = "--fail-on",
      paramLabel = "CONFIDENCE",
      description =
          "The least that makes a pod stuck: Suspected, Strong or Proven; default: Strong.")
  private @Nullable Certainty failOn;

  /** Durations as the API writes them. */
  static final class Time implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new CommandLine.TypeConversionException(wrong.getMessage());
      }
    }
  }

  /**
   * Makes a specification.
   *
   * @param lasts how long the load runs; null: until the window is closed
   * @param line whose usage is shown
   * @throws ParameterException if the options contradict each other, or select nothing
   */
  LoadTestWindowSpec spec(@Nullable Duration lasts, CommandLine line) {
    if ((selector == null) == policies.isEmpty()) {
      throw new ParameterException(
          line, "Say which pods: --selector LABELS, or --policy NAME, one of them");
    }
    Duration settles = settle == null ? SETTLE : settle;
    Duration least = lasts == null || lasts.compareTo(settles) < 0 ? settles : lasts;
    Duration end = deadline;
    if (end == null && lasts != null && least.plus(MARGIN).compareTo(DEADLINE) > 0) {
      end = least.plus(MARGIN);
    }
    if ((end == null ? DEADLINE : end).compareTo(least) <= 0) {
      throw new ParameterException(
          line,
          "--deadline is no longer than the load, or than --settle: make it longer than "
              + Durations.format(least));
    }
    return new LoadTestWindowSpec(
        selector == null ? null : selected(selector, line),
        selector == null ? policies : null,
        container,
        lasts == null ? null : new During(Durations.format(lasts), null, null, null),
        text(settle),
        text(end),
        text(interval),
        null,
        null,
        failOn == null ? null : new FailOn(failOn),
        null,
        null,
        null);
  }

  private static LabelSelector selected(String selector, CommandLine line) {
    try {
      return Selectors.parse(selector);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : Durations.format(duration);
  }
}
