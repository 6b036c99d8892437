package dev.stuckpod.goroutines.text;

/**
 * What differs between the dumps of Go versions.
 *
 * @param printsAddresses whether a first line has the addresses of g and m
 * @param printsLabels whether it has the goroutine's labels
 * @param printsBothEnds whether both ends of a long stack are printed, not its first 100 frames
 */
public record Style(boolean printsAddresses, boolean printsLabels, boolean printsBothEnds) {

  private static final int ADDRESSES = 22;
  private static final int BOTH_ENDS = 21;

  /** Gives that of a version. */
  public static Style of(int minor, boolean printsLabels) {
    return new Style(minor >= ADDRESSES, printsLabels, minor >= BOTH_ENDS);
  }
}
