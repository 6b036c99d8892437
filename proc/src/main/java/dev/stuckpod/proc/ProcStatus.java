package dev.stuckpod.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What /proc/pid/status says of a process. What does not stand there is as of nobody: no ids, no
 * capabilities, no handlers.
 *
 * @param uids real, effective, saved, and that for files
 * @param gids likewise
 * @param nspid the process's own view of its pid
 * @param parent pid of the parent
 * @param caught signals that have a handler, bit n-1 for signal n
 * @param capabilities permitted, as a mask
 * @param ended whether it is a zombie or less
 */
public record ProcStatus(
    List<Long> uids,
    List<Long> gids,
    int nspid,
    int parent,
    long caught,
    long capabilities,
    boolean ended) {

  private static final int ABSENT = -1;
  private static final int EFFECTIVE = 1;
  private static final int SIGQUIT = 3;

  /** A process whose ids of each kind are the same, as nearly all have them. */
  public static ProcStatus of(long uid, long gid, int nspid, long caught, long capabilities) {
    return new ProcStatus(
        List.of(uid, uid, uid, uid),
        List.of(gid, gid, gid, gid),
        nspid,
        ABSENT,
        caught,
        capabilities,
        false);
  }

  /**
   * Reads a file such as {@code /proc/1234/status}.
   *
   * @throws IOException if the process is gone
   */
  public static ProcStatus read(Path file) throws IOException {
    return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
  }

  static ProcStatus parse(List<String> lines) {
    List<Long> uids = List.of();
    List<Long> gids = List.of();
    int nspid = ABSENT;
    int parent = ABSENT;
    long caught = 0;
    long capabilities = 0;
    boolean ended = false;
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon)) {
        case "State" -> ended = ProcStat.isOver(value);
        case "Uid" -> uids = ids(value);
        case "Gid" -> gids = ids(value);
        case "NSpid" -> nspid = ids(value).getLast().intValue();
        case "PPid" -> parent = Integer.parseInt(value);
        case "SigCgt" -> caught = Long.parseUnsignedLong(value, 16);
        case "CapPrm" -> capabilities = Long.parseUnsignedLong(value, 16);
        default -> {}
      }
    }
    return new ProcStatus(uids, gids, nspid, parent, caught, capabilities, ended);
  }

  /** The user that it acts as, the effective one. */
  public int uid() {
    return uids.size() > EFFECTIVE ? Math.toIntExact(uids.get(EFFECTIVE)) : ABSENT;
  }

  /** The group that it acts as, the effective one. */
  public int gid() {
    return gids.size() > EFFECTIVE ? Math.toIntExact(gids.get(EFFECTIVE)) : ABSENT;
  }

  /** The user that it acts as at files; so the kernel asks who wants to read another process. */
  public long fileUid() {
    return uids.isEmpty() ? ABSENT : uids.getLast();
  }

  /** The group that it acts as at files. */
  public long fileGid() {
    return gids.isEmpty() ? ABSENT : gids.getLast();
  }

  /** Whether it handles SIGQUIT. */
  public boolean catchesSigquit() {
    return (caught & (1L << (SIGQUIT - 1))) != 0;
  }

  private static List<Long> ids(String value) {
    return Stream.of(value.split("\\s+")).map(Long::valueOf).toList();
  }
}
