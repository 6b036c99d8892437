package dev.stuckpod.goroutines.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What /proc/pid/status says of who a process is.
 *
 * @param uids real, effective, saved, and that for files
 * @param gids likewise
 * @param capabilities permitted, as a mask
 * @param ended whether it is a zombie or less
 */
public record ProcStatus(List<Long> uids, List<Long> gids, long capabilities, boolean ended) {

  /** What a process has that cannot be told: no ids, and no capabilities. */
  private static final ProcStatus UNKNOWN = new ProcStatus(List.of(), List.of(), 0, false);

  /** Reads it. */
  public static ProcStatus read(Path file) throws IOException {
    return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
  }

  static ProcStatus parse(List<String> lines) {
    ProcStatus status = UNKNOWN;
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String value = line.substring(colon + 1).strip();
      status =
          switch (line.substring(0, colon)) {
            case "State" -> status.with(value.startsWith("Z") || value.startsWith("X"));
            case "Uid" ->
                new ProcStatus(ids(value), status.gids, status.capabilities, status.ended);
            case "Gid" ->
                new ProcStatus(status.uids, ids(value), status.capabilities, status.ended);
            case "CapPrm" ->
                new ProcStatus(
                    status.uids, status.gids, Long.parseUnsignedLong(value, 16), status.ended);
            default -> status;
          };
    }
    return status;
  }

  /** Gives the user that a process acts for at files. */
  public long uid() {
    return uids.isEmpty() ? -1 : uids.getLast();
  }

  /** Gives the group that a process acts for at files. */
  public long gid() {
    return gids.isEmpty() ? -1 : gids.getLast();
  }

  private ProcStatus with(boolean nowEnded) {
    return new ProcStatus(uids, gids, capabilities, nowEnded);
  }

  private static List<Long> ids(String value) {
    return Stream.of(value.split("\\s+")).map(Long::valueOf).toList();
  }
}
