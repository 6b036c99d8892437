package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Who can tell of many times at once what {@link Source} tells of one. */
public interface Past {

  /**
   * Asks which pods may have been stuck at each time: what {@link Source#screen} would have said
   * then.
   *
   * @param pods to ask about
   * @return one for each time; a single one that has failed, where there is no answer
   */
  List<Screening> screen(Rule rule, String namespace, Collection<AskedPod> pods, Ticks ticks);

  /**
   * Asks which pods' series of the rules were there.
   *
   * @param names a regular expression that names must match whole
   */
  Told seen(Collection<Rule> rules, String namespace, String names, Ticks ticks);

  /**
   * A pod that was seen.
   *
   * @param container as the series say; empty where they do not
   * @param first sample's time, or the first time asked for where it was there already
   * @param last sample's time
   */
  record Seen(String pod, String container, Instant first, Instant last) {}

  /** What came of it. */
  sealed interface Told {

    /** The source answered in full. */
    record Given(List<Seen> pods) implements Told {}

    /** There is no answer. */
    record Missing(Answer.Missing why) implements Told {}
  }
}
