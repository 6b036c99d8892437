package dev.stuckpod.analysis.format;

/**
 * Bounds of what a parser keeps, whatever the input is.
 *
 * @param uniqueStacks groups; routines beyond are only counted
 * @param framesPerStack frames of one stack
 * @param cohortsPerGroup different locks or channels that routines of one group wait for
 * @param idsPerGroup ids kept of one group
 * @param lineBytes longer lines are cut
 * @param blockLines lines of one routine; more are dropped
 */
public record Limits(
    int uniqueStacks,
    int framesPerStack,
    int cohortsPerGroup,
    int idsPerGroup,
    int lineBytes,
    int blockLines) {
  /** Enough for a million routines in a heap of 64 MiB. */
  public static final Limits DEFAULT = new Limits(20_000, 512, 2_000, 20, 8 << 20, 4_096);

  /** Keeps the ids of all routines, to follow them from dump to dump. */
  public Limits withAllIds() {
    return new Limits(
        uniqueStacks, framesPerStack, cohortsPerGroup, Integer.MAX_VALUE, lineBytes, blockLines);
  }
}
