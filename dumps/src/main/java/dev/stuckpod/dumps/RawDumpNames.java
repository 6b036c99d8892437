package dev.stuckpod.dumps;

import dev.stuckpod.protocol.Sha256;

/** Names and labels of RawDump parts. */
final class RawDumpNames {

  private static final int LONGEST_LABEL = 63;

  /** An object's name has 253 characters at most, with index, digest and number of the part. */
  private static final int LONGEST_NAME = 230;

  private static final int HEX = 10;

  private static final String READINGS = "-readings-";

  private RawDumpNames() {}

  /**
   * Names a dump: the analysis, which of its dumps it is, from 0, and what its bytes are, so that
   * one that was begun and another one in its place are never mixed.
   *
   * @param digest of its bytes as they are kept, hex
   */
  static String dump(String dumpAnalysis, int index, String digest) {
    return fit(dumpAnalysis, LONGEST_NAME) + "-" + index + "-" + digest.substring(0, HEX);
  }

  /**
   * Names readings of a window. No analysis' dump is called so: it has a number there.
   *
   * @param digest of their bytes as they are kept, hex
   */
  static String readings(String window, String digest) {
    return fit(window, LONGEST_NAME - READINGS.length()) + READINGS + digest.substring(0, HEX);
  }

  /** Names one part of a dump, from 0. */
  static String part(String dump, int part) {
    return dump + "-" + part;
  }

  /**
   * Turns an object's name into a label's value: itself, or its start and a hash where it is too
   * long for one.
   */
  static String label(String name) {
    return fit(name, LONGEST_LABEL);
  }

  private static String fit(String name, int longest) {
    if (name.length() <= longest) {
      return name;
    }
    return name.substring(0, longest - HEX - 1) + "-" + Sha256.of(name).substring(0, HEX);
  }
}
