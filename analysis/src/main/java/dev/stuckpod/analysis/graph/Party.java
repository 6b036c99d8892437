package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Routines that do the same: one cohort of a group. A node of the graph, so equal only to itself.
 */
public record Party(Group group, Cohort cohort) {
  private static final int NUMBERS = 20;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  @Override
  @SuppressWarnings("ReferenceEquality") // nodes are many, and two cohorts may look the same
  public boolean equals(Object other) {
    return other instanceof Party party && party.cohort == cohort;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(cohort);
  }

  /** Gives what names and states of its calls mean. */
  public Dialect dialect() {
    return group.dialect();
  }

  /** Gives the frames, innermost first. */
  public List<Frame> frames() {
    return group.stack().frames();
  }

  public Frame frame(int index) {
    return group.stack().frames().get(index);
  }

  /**
   * Gives the index of the innermost call from a frame outwards that is the application's own, and
   * not of a library; the frame itself where there is none.
   */
  public int own(int frame) {
    int own = group.ownFrame(Math.max(frame, 0));
    return own < 0 ? frame : own;
  }

  /** Gives the first printed and live argument of a frame, 0 when unknown. */
  public long live(int frame) {
    return cohort.samples().isEmpty() ? Arguments.NONE : cohort.samples().getFirst().live(frame);
  }

  /** Gives the first printed argument of a frame, outdated or not, 0 when not printed. */
  public long printed(int frame) {
    return cohort.samples().isEmpty() ? Arguments.NONE : cohort.samples().getFirst().first(frame);
  }

  /** Gives the channels that it waits at, where the dump tells; else none. */
  public List<ChannelUse> channels() {
    return cohort.channels();
  }

  /** Whether a frame was given a value, printed and live; a method's receiver is no such value. */
  public boolean isGiven(int frame, long value) {
    return !cohort.samples().isEmpty()
        && (cohort.samples().getFirst().isGiven(frame, value)
            || live(frame) == value && !isMethod(frame));
  }

  /** Gives all values for which {@link #isGiven} holds, apart from 0. */
  public LongStream givenValues(int frame) {
    if (cohort.samples().isEmpty()) {
      return LongStream.empty();
    }
    boolean receiver = isMethod(frame);
    LongStream first = receiver ? LongStream.empty() : LongStream.of(live(frame));
    return LongStream.concat(first, cohort.samples().getFirst().further(frame))
        .filter(value -> value != Arguments.NONE);
  }

  /** Whether the first argument of a frame is a receiver: a closure in a method has none. */
  private boolean isMethod(int frame) {
    String function = frame(frame).function();
    return !dialect().isClosure(function) && !dialect().type(function).isEmpty();
  }

  /** Gives how many values a frame was given behind its first argument, printed and live. */
  public int given(int frame) {
    return cohort.samples().isEmpty() ? 0 : cohort.samples().getFirst().given(frame);
  }

  /** Whether it has waited for minutes, or has not run since an earlier reading of the process. */
  public boolean lasts() {
    return cohort.waitMinutes() > 0 || !cohort.still().isEmpty();
  }

  /**
   * Whether both were started by one routine, as the two ends of an exchange are; where that is not
   * printed, in one function.
   */
  public boolean isPeerOf(Party other) {
    if (cohort.tellsStarters() && other.cohort.tellsStarters()) {
      Effort.step(cohort.count() + other.cohort.count());
      return !Collections.disjoint(cohort.starters(), new HashSet<>(other.cohort.starters()));
    }
    Frame mine = group.stack().createdBy();
    Frame theirs = other.group.stack().createdBy();
    return mine != null
        && theirs != null
        && dialect().outer(mine.function()).equals(dialect().outer(theirs.function()));
  }

  /**
   * Whether this one has started the other; where that is not printed, whether a call that it is in
   * has started such a one.
   */
  public boolean hasStarted(Party other) {
    if (other.cohort.tellsStarters() && !numbers().isEmpty()) {
      Effort.step(other.cohort.count());
      return !Collections.disjoint(other.cohort.starters(), numbers());
    }
    Frame by = other.group.stack().createdBy();
    Effort.step(frames().size());
    return by != null && frames().stream().anyMatch(f -> f.function().equals(by.function()));
  }

  /** Gives the first numbers of goroutines, by which others say who has started them. */
  public Set<Long> numbers() {
    return cohort.ids().stream()
        .limit(NUMBERS)
        .filter(id -> NUMBER.matcher(id).matches())
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  /** Whether the routine runs or could run now, so that whatever it holds may be released soon. */
  public boolean isLive() {
    return dialect().isLive(group.state());
  }
}
