package dev.stuckpod.protocol;

/**
 * Asks for what a sidecar keeps that was taken before an app's end.
 *
 * @param look whether it is to look at the app first, unless it has lately; else it looks only when
 *     it is knocked at
 * @param waitMillis how long to wait for a look to begin and end, {@value #LONGEST_WAIT} at most; 0
 *     asks for what there is
 */
public record KeptRequest(boolean look, int waitMillis) {

  /** So long at most a look, and handing over what it has given, holds anybody up. */
  public static final int LONGEST_WAIT = 3000;
}
