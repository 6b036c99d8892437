package dev.stuckpod.analysis.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.stuckpod.analysis.model.ResourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, who takes part in it, what was seen, and what to change.
 *
 * @param rule the rule that found it
 * @param kind the kind of problem
 * @param title the cause in one sentence
 * @param explanation why this cannot go on, in a few sentences
 * @param confidence how sure it is
 * @param resource the lock, channel or pool at the root, as far as it is known
 * @param participants the routines involved, the root blocker first
 * @param evidence what was seen in the dump, one observation each
 * @param suggestion what to change in the code
 * @param guess whether it was inferred by excluding all else, so that it stays a suspicion however
 *     many dumps show it
 * @param stated whether the process's memory states who holds what in it, so that one of them who
 *     moves refutes it
 */
@JsonPropertyOrder({
  "rule",
  "kind",
  "class",
  "title",
  "explanation",
  "confidence",
  "resource",
  "participants",
  "evidence",
  "suggestion"
})
@JsonIgnoreProperties(value = "class", allowGetters = true) // the kind tells it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    String rule,
    Kind kind,
    String title,
    String explanation,
    Confidence confidence,
    Resource resource,
    List<Participant> participants,
    List<String> evidence,
    String suggestion,
    @JsonIgnore boolean guess,
    @JsonIgnore boolean stated) {

  public Finding {
    participants = List.copyOf(participants);
    evidence = List.copyOf(evidence);
  }

  /** Makes one that further dumps may strengthen. */
  public Finding(
      String rule,
      Kind kind,
      String title,
      String explanation,
      Confidence confidence,
      Resource resource,
      List<Participant> participants,
      List<String> evidence,
      String suggestion) {
    this(
        rule,
        kind,
        title,
        explanation,
        confidence,
        resource,
        participants,
        evidence,
        suggestion,
        false,
        false);
  }

  /** Gives what the participants wait for. */
  @JsonProperty("class")
  public FindingClass category() {
    return kind.category();
  }

  /** Whether those who take part in another one stand, some of them, where these do. */
  public boolean isAtPlaceOf(Finding other) {
    return participants.stream().anyMatch(p -> other.isAt(p.function(), p.location()));
  }

  /** Whether anybody who takes part stands in a function at {@code file:line}. */
  public boolean isAt(String function, String location) {
    return participants.stream()
        .anyMatch(p -> p.function().equals(function) && p.location().equals(location));
  }

  /** Gives the verdict of a dump with this finding before all others. */
  public Verdict verdict() {
    return kind.verdict(confidence);
  }

  /** Gives the same as a guess. */
  public Finding asGuess() {
    return with(confidence, evidence, true, stated);
  }

  /** Gives the same as one that the process's memory states. */
  public Finding asStated() {
    return with(confidence, evidence, guess, true);
  }

  /** Gives the same with one observation more. */
  public Finding seen(String more) {
    return weighed(confidence, more);
  }

  /** Gives the same, as sure as further dumps make it, with what they have shown. */
  public Finding weighed(Confidence other, String seen) {
    return with(other, Stream.concat(evidence.stream(), Stream.of(seen)).toList(), guess, stated);
  }

  private Finding with(Confidence other, List<String> seen, boolean guessed, boolean fact) {
    return new Finding(
        rule,
        kind,
        title,
        explanation,
        other,
        resource,
        participants,
        seen,
        suggestion,
        guessed,
        fact);
  }

  /**
   * What is fought over.
   *
   * @param kind e.g. {@code RWMutex}, {@code Mutex}, {@code chan}, {@code monitor}
   * @param address as the dump prints it
   * @param type the owner type and offset (Go), or the class (Java); empty when unknown
   */
  public record Resource(String kind, String address, String type) implements Comparable<Resource> {
    private static final Comparator<Resource> ORDER =
        Comparator.comparing(Resource::address)
            .thenComparing(Resource::type)
            .thenComparing(Resource::kind);

    /** Gives one that the dump tells nothing about but its kind. */
    public static Resource unnamed(ResourceKind kind) {
      return new Resource(kind.label(), "", "");
    }

    /** Whether two findings with this resource speak of the same thing. */
    @JsonIgnore
    public boolean isNamed() {
      return !address.isEmpty() || !type.isEmpty();
    }

    /** For maps: a dump may be made of names with one hash. */
    @Override
    public int compareTo(Resource other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Routines with one role and one stack.
   *
   * @param role their part
   * @param count how many
   * @param state verbatim as the dump prints it
   * @param function the function that waits or holds
   * @param location {@code file:line} in that function
   * @param example the id of one of them
   * @param ids the first ids; {@code count} has the total
   * @param source the line's address on the web, where the dump tells it; else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Participant(
      Role role,
      int count,
      String state,
      String function,
      String location,
      String example,
      List<String> ids,
      @Nullable String source) {
    public Participant {
      ids = List.copyOf(ids);
    }
  }
}
