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
 * @param readBytes of the input, unpacked; what follows is not looked at
 * @param each whether what is printed of each routine is kept with its id
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
    int keptBytes,
    long readBytes,
    boolean each) {
  /** Enough for a million routines in a heap of 64 MiB. */
  public static final Limits DEFAULT =
      new Limits(
          20_000,
          512,
          2_000,
          20,
          Integer.MAX_VALUE,
          4 << 20,
          1 << 15,
          4_096,
          20 << 20,
          16L << 30,
          false);

  /** So many routines are followed from one dump to the next, and in all dumps of a series. */
  private static final int FOLLOWED = 100_000;

  private static final int FOLLOWED_IN_ALL = 200_000;

  private static final int BYTES_PER_ID = 80;

  /**
   * Gives the bounds of each dump of a series: it keeps the ids of all routines, to follow them
   * from dump to dump, of very many those of some. All dumps are in memory at once: the more there
   * are, the less is kept of each.
   */
  public Limits inSeriesOf(int dumps) {
    int ids = Math.min(FOLLOWED, FOLLOWED_IN_ALL / dumps);
    return new Limits(
        uniqueStacks,
        framesPerStack,
        cohortsPerGroup,
        Integer.MAX_VALUE,
        ids,
        lineBytes,
        dumpLineBytes,
        blockLines,
        keptBytes / dumps + ids * BYTES_PER_ID,
        readBytes,
        each);
  }

  /** Gives the same for an input of so many bytes at most. */
  public Limits withReadBytes(long bytes) {
    return new Limits(
        uniqueStacks,
        framesPerStack,
        cohortsPerGroup,
        idsPerGroup,
        followed,
        lineBytes,
        dumpLineBytes,
        blockLines,
        keptBytes,
        bytes,
        each);
  }

  /**
   * Gives bounds with which every routine is kept by itself, to be looked at one by one.
   *
   * @param bytes of all that is kept, estimated
   */
  public Limits withEach(int bytes) {
    return new Limits(
        uniqueStacks,
        framesPerStack,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        lineBytes,
        dumpLineBytes,
        blockLines,
        bytes,
        readBytes,
        true);
  }
}
