package dev.stuckpod.sidecar.process;

import java.util.List;

/**
 * What /proc/pid/status says.
 *
 * @param uid effective
 * @param gid effective
 * @param nspid the process's own view of its pid
 * @param caught signals that have a handler, bit n-1 for signal n
 * @param capabilities permitted, as a mask
 * @param parent pid of the parent
 */
public record ProcStatus(int uid, int gid, int nspid, long caught, long capabilities, int parent) {

  private static final int SIGQUIT = 3;

  /** Whether it handles SIGQUIT. */
  public boolean catchesSigquit() {
    return (caught & (1L << (SIGQUIT - 1))) != 0;
  }

  static ProcStatus parse(List<String> lines) {
    int uid = -1;
    int gid = -1;
    int nspid = -1;
    int parent = -1;
    long caught = 0;
    long capabilities = 0;
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String[] words = line.substring(colon + 1).strip().split("\\s+");
      switch (line.substring(0, colon)) {
        case "Uid" -> uid = Integer.parseInt(words[1]);
        case "Gid" -> gid = Integer.parseInt(words[1]);
        case "NSpid" -> nspid = Integer.parseInt(words[words.length - 1]);
        case "PPid" -> parent = Integer.parseInt(words[0]);
        case "SigCgt" -> caught = Long.parseUnsignedLong(words[0], 16);
        case "CapPrm" -> capabilities = Long.parseUnsignedLong(words[0], 16);
        default -> {}
      }
    }
    return new ProcStatus(uid, gid, nspid, caught, capabilities, parent);
  }
}
