package dev.stuckpod.analysis.format;

/**
 * Bounds of what a parser keeps, whatever the input is.
 *
 * @param uniqueStacks groups; routines beyond are only counted
 * @param framesPerStack frames of one stack
 * @param cohortsPerGroup different locks or channels that routines of one group wait for
 * @param idsPerGroup ids kept of one group
 * @param followed ids kept of the whole dump, the first of each group apart
 * @param lineBytes longer lines of the input are cut
 * @param dumpLineBytes longer lines of a dump, which many make one line of the input, are cut
 * @param blockLines lines of one routine; more are dropped
 * @param keptBytes of all that is kept, estimated
 */
public record Limits(
    int uniqueStacks,
    int framesPerStack,
    int cohortsPerGroup,
    int idsPerGroup,
    int followed,
    int lineBytes,
    int dumpLineBytes,
    int blockLines,
    int keptBytes) {
  /** Enough for a million routines in a heap of 64 MiB. */
  public static final Limits DEFAULT =
      new Limits(20_000, 512, 2_000, 20, Integer.MAX_VALUE, 4 << 20, 1 << 15, 4_096, 20 << 20);

  /** So many routines are followed from dump to dump. */
  private static final int FOLLOWED = 100_000;

  private static final int BYTES_PER_ID = 80;

  /** Keeps the ids of all routines, to follow them from dump to dump; of very many, of some. */
  public Limits withAllIds() {
    return new Limits(
        uniqueStacks,
        framesPerStack,
        cohortsPerGroup,
        Integer.MAX_VALUE,
        FOLLOWED,
        lineBytes,
        dumpLineBytes,
        blockLines,
        keptBytes + FOLLOWED * BYTES_PER_ID);
  }
}
