package dev.stuckpod.protocol;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of its log by which a sidecar makes itself known: {@code stuckpod-cert BASE64}, its
 * first line, and with {@code port=NNNN} behind that when it has opened its port. Where it has to
 * leave that to the app later, it prints another one, and the last one holds.
 *
 * @param certificate base64 of DER
 * @param port where it listens; earlier sidecars do not tell, and listen where they were told to
 */
public record Announcement(String certificate, OptionalInt port) {

  private static final String FIRST_WORD = "stuckpod-cert";

  private static final Pattern LINE =
      Pattern.compile(FIRST_WORD + " ([0-9A-Za-z+/=]+)(?: port=([0-9]{1,5}))?(?: .*)?");

  /** Reads a line; empty where it is another one. */
  public static Optional<Announcement> of(String line) {
    Matcher form = LINE.matcher(line);
    if (!form.matches()) {
      return Optional.empty();
    }
    String port = form.group(2);
    return Optional.of(
        new Announcement(
            form.group(1),
            port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port))));
  }

  /**
   * Reads a log: its first line tells the certificate, and the last line with that certificate the
   * port; another one's is not believed.
   *
   * @param log from its first line on; lines may be missing behind that
   * @return empty where the first line is another one
   */
  public static Optional<Announcement> in(String log) {
    Optional<Announcement> first = log.lines().findFirst().flatMap(Announcement::of);
    return first.flatMap(
        own ->
            log.lines()
                .flatMap(line -> of(line).stream())
                .filter(later -> later.certificate.equals(own.certificate))
                .reduce((_, later) -> later));
  }

  /** Writes the line. */
  public String line() {
    return FIRST_WORD + " " + certificate + (port.isPresent() ? " port=" + port.getAsInt() : "");
  }
}
