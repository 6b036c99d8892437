package dev.stuckpod.cli.loadtest.window;

import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Follows one window: remembers what it said last, and tells what is new. */
public final class Follower {

  private final Function<String, Look> look;
  private final InstantSource clock;
  private final Consumer<String> told;
  private final Set<String> known = new HashSet<>();
  private LoadTestWindow last;
  private boolean gone;
  private Instant answered;
  private Duration away = Duration.ZERO;
  private boolean silent;

  /**
   * Begins with a window that is there.
   *
   * @param look asks for it by its name
   * @param told a line for each thing that is new
   */
  public Follower(
      LoadTestWindow window,
      Function<String, Look> look,
      InstantSource clock,
      Consumer<String> told) {
    this.last = window;
    this.look = look;
    this.clock = clock;
    this.told = told;
    this.answered = clock.instant();
  }

  /** Asks once. */
  public Seen look() {
    take(look.apply(name()));
    return seen();
  }

  /** Takes an answer that came otherwise. */
  public void take(Look answer) {
    Instant now = clock.instant();
    switch (answer) {
      case Look.There(LoadTestWindow window) -> {
        back();
        last = window;
        seen().proven().forEach(this::tell);
      }
      case Look.Gone() -> {
        back();
        gone = true;
      }
      case Look.Away(String why) -> {
        away = away.plus(Duration.between(answered, now));
        if (!silent) {
          told.accept("the API server does not answer, asking again: " + why);
          silent = true;
        }
      }
    }
    answered = now;
  }

  /** What it said last. */
  public Seen seen() {
    return new Seen(last);
  }

  /** As it was last. */
  public LoadTestWindow window() {
    return last;
  }

  /** Its name. */
  public String name() {
    return last.getMetadata().getName();
  }

  /** Whether somebody has deleted it. */
  public boolean isGone() {
    return gone;
  }

  /** Whether nobody answered when it was asked for last. */
  public boolean isSilent() {
    return silent;
  }

  /** For how long nobody has answered, in all. */
  public Duration away() {
    return away;
  }

  private void back() {
    if (silent) {
      told.accept("the API server answers again");
      silent = false;
    }
  }

  private void tell(WindowIncident incident) {
    if (known.add(incident.pod())) {
      told.accept(
          "pod %s is stuck%s%s"
              .formatted(
                  incident.pod(),
                  incident.noticedBy() == null ? "" : ", noticed by " + incident.noticedBy(),
                  incident.cause() == null ? "" : ": " + incident.cause()));
    }
  }
}
