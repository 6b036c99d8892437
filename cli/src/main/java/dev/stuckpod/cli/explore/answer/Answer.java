package dev.stuckpod.cli.explore.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered. As JSON it is one object, and {@code answer} says which of these. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Answer.Said.class, name = "said"),
  @JsonSubTypes.Type(value = Answer.Wrong.class, name = "wrong"),
  @JsonSubTypes.Type(value = Answer.Verdicts.class, name = "verdict"),
  @JsonSubTypes.Type(value = Answer.Summary.class, name = "summary"),
  @JsonSubTypes.Type(value = Answer.Stacks.class, name = "stacks"),
  @JsonSubTypes.Type(value = Answer.Groups.class, name = "groups"),
  @JsonSubTypes.Type(value = Answer.Difference.class, name = "difference"),
  @JsonSubTypes.Type(value = Answer.Edges.class, name = "edges"),
  @JsonSubTypes.Type(value = Answer.Chain.class, name = "path"),
  @JsonSubTypes.Type(value = Answer.Help.class, name = "help"),
})
public sealed interface Answer {
  /** A sentence. */
  record Said(String sentence) implements Answer {}

  /**
   * What could not be done.
   *
   * @param sentence why
   * @param line as it was typed
   * @param column what of it is wrong, characters before that place; -1 where that tells nothing
   */
  record Wrong(String sentence, String line, int column) implements Answer {}

  /** What is wrong in each dump. */
  record Verdicts(List<Dump> dumps) implements Answer {}

  /**
   * A dump.
   *
   * @param name of the set of its routines
   * @param source the file or the DumpAnalysis
   * @param headline what is wrong in one word, and how sure that is
   * @param cause the same in a sentence
   * @param runtime that has printed it
   * @param routines how many it has
   * @param stacks how many different ones
   * @param idle how many are known to do nothing
   * @param problems what is missing or was skipped
   */
  record Dump(
      String name,
      String source,
      String headline,
      String cause,
      String runtime,
      long routines,
      int stacks,
      int idle,
      List<String> problems) {}

  /**
   * A set, counted.
   *
   * @param routines how many; where it is folded, how many different ones
   * @param folded whether those with one stack and state count as one
   * @param idle how many are known to do nothing
   * @param states how many in each state, the most frequent first
   */
  record Summary(String name, long routines, boolean folded, long idle, Map<String, Long> states)
      implements Answer {}

  /**
   * Stacks.
   *
   * @param total how many there are
   * @param offset which of them is the first here, from 0
   * @param idle how many more are known to do nothing, and are not shown
   */
  record Stacks(long total, int offset, long idle, List<Routine> stacks) implements Answer {}

  /**
   * Groups.
   *
   * @param level at which they are alike
   * @param total how many groups there are
   * @param routines how many are in them
   * @param idle how many more are known to do nothing, and are not shown
   * @param groups the largest ones
   */
  record Groups(String level, long total, long routines, long idle, List<Alike> groups)
      implements Answer {}

  /**
   * Routines that are alike.
   *
   * @param dump the name of the set of its dump; null where there is one dump only
   * @param count how many
   * @param minutes the longest wait
   * @param idle whether all are known to do nothing
   * @param states how many in each state
   * @param what they have in common: a call, a function, a package
   * @param ids the first ones
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Alike(
      @Nullable String dump,
      long count,
      int minutes,
      boolean idle,
      Map<String, Long> states,
      String what,
      List<String> ids) {}

  /**
   * Two sets side by side.
   *
   * @param parts gone, new, moved, stayed
   * @param unfollowed how many have no id by which they could be found again
   */
  record Difference(String first, String second, List<Part> parts, long unfollowed)
      implements Answer {}

  /**
   * A part of a difference.
   *
   * @param called gone, new, moved or stayed
   * @param name of the set that it was made; null where it was not asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Part(String called, @Nullable String name, long count, List<Alike> groups) {}

  /**
   * Who waits for whom.
   *
   * @param about what was asked, as a sentence
   * @param edges the answer
   * @param otherwise a sentence where there is no edge, else what else is to be known; else empty
   */
  record Edges(String about, List<Edge> edges, String otherwise) implements Answer {}

  /**
   * Some that wait for something, or hold it.
   *
   * @param who they are
   * @param resource what they wait for, or hold
   * @param address of it, as printed; empty when not printed
   * @param how they wait, or by what is known that they hold it
   * @param evidence what was seen; empty where that is the dump itself
   */
  record Edge(Who who, String resource, String address, String how, String evidence) {}

  /**
   * Some that do the same.
   *
   * @param place the call of the application's own in which they are
   * @param ids the first ones
   */
  record Who(long count, List<String> ids, String state, int minutes, String place) {}

  /**
   * From a routine to what blocks it, and so on.
   *
   * @param steps each waits for what the next one holds
   * @param end how it ends, a sentence
   * @param findings of the analysis that the last one takes part in, each with who else does
   */
  record Chain(List<Step> steps, String end, List<String> findings) implements Answer {}

  /**
   * One on the way.
   *
   * @param wants what it waits for, and how; null for the last one
   * @param held by what is known that the next one holds that; null for the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(Who who, @Nullable Edge wants, @Nullable Edge held) {}

  /** What can be asked: words, each with what it does. */
  record Help(List<Entry> entries) implements Answer {}

  /** A word or a field, and what it does. */
  record Entry(String typed, String about) {}
}
