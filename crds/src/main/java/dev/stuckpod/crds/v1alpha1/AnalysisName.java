package dev.stuckpod.crds.v1alpha1;

/** How a DumpAnalysis is called, whoever asks for it. */
public final class AnalysisName {

  /** A pod's name may be longer than what is left for it. */
  private static final int LONGEST_POD = 200;

  private AnalysisName() {}

  /**
   * Makes {@code <pod>-<suffix>}.
   *
   * @param pod name, of which at most 200 characters are used
   * @param suffix tells the analyses of a pod apart; lower case letters and digits, at most 20
   */
  public static String of(String pod, String suffix) {
    String cut = pod.length() <= LONGEST_POD ? pod : pod.substring(0, LONGEST_POD);
    while (cut.endsWith(".")) { // a name's part may not begin with the hyphen that follows
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut + "-" + suffix;
  }
}
