package dev.stuckpod.analysis.format;

import org.jspecify.annotations.Nullable;

/** One form in which a runtime prints dumps, known by the line it begins with. */
public interface Form {
  /** Gives the bytes with which such a line may begin; no other line is asked about. */
  String firstBytes();

  /** Whether a dump of this form begins with a line. */
  boolean starts(byte[] b, int from, int to);

  /** The same after a dump of another form, among whose lines it may stand by chance. */
  default boolean startsLater(byte[] b, int from, int to) {
    return starts(b, from, to);
  }

  /** Whether a second dump of this form needs a new parser; most parsers see to that themselves. */
  default boolean isAlone() {
    return false;
  }

  /** Whether all of a dump may be one line, which is read in pieces. */
  default boolean isOneLine() {
    return false;
  }

  /** Makes what knows the lines that stand above dumps of this form; null when there are none. */
  default @Nullable Head head() {
    return null;
  }

  /**
   * Makes the parser.
   *
   * @param version what the head says of the runtime's version
   */
  DumpParser parser(Limits limits, @Nullable String version);

  /** The lines above a dump. */
  interface Head {
    /** Gives the bytes with which its lines begin; one line that does not ends it. */
    String firstBytes();

    /**
     * Takes a line outside of such dumps that begins so, or is the first one behind such lines;
     * tells whether it is the last one of a head.
     */
    boolean ends(byte[] b, int from, int to);

    /** Gives the runtime's version in the head seen last, if any. */
    @Nullable String version();
  }
}
