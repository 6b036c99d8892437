package dev.stuckpod.status;

import java.util.List;

/**
 * How much of an analysis a status lists.
 *
 * @param findings the most certain first
 * @param participants of a finding
 * @param evidence of a finding
 * @param groups of equal stacks
 * @param frames of a stack that is not idle
 * @param ids examples of a group, or of participants
 * @param states of the summary
 * @param longest characters of any text
 */
record Bounds(
    int findings,
    int participants,
    int evidence,
    int groups,
    int frames,
    int ids,
    int states,
    int longest) {

  private static final int WHOLE = Integer.MAX_VALUE;

  /**
   * From what a person wants to read to what fits anywhere. What is largest and tells least goes
   * first: frames, groups, evidence, participants, findings, at last the length of what is said.
   */
  static final List<Bounds> LADDER =
      List.of(
          new Bounds(8, 16, 24, 20, 6, 3, 40, WHOLE),
          new Bounds(8, 16, 24, 20, 3, 3, 40, WHOLE),
          new Bounds(8, 16, 24, 20, 2, 1, 40, WHOLE),
          new Bounds(8, 16, 24, 10, 2, 1, 40, WHOLE),
          new Bounds(8, 16, 24, 5, 2, 1, 40, WHOLE),
          new Bounds(8, 16, 12, 5, 2, 1, 20, WHOLE),
          new Bounds(8, 16, 6, 5, 2, 1, 20, WHOLE),
          new Bounds(8, 8, 6, 5, 2, 1, 20, WHOLE),
          new Bounds(8, 4, 6, 5, 2, 1, 20, WHOLE),
          new Bounds(4, 4, 6, 5, 2, 1, 20, 512),
          new Bounds(4, 4, 6, 5, 2, 1, 10, 256),
          new Bounds(2, 4, 3, 3, 2, 1, 10, 128),
          new Bounds(1, 3, 2, 1, 1, 1, 5, 96),
          new Bounds(1, 1, 1, 0, 0, 1, 0, 64),
          new Bounds(0, 0, 0, 0, 0, 0, 0, 64));
}
