package dev.stuckpod.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param area operator, crds, webhook, source, policy, sidecar, network or version
 * @param about the object, as kubectl names it, or empty
 * @param says what was seen, a sentence
 * @param remedy what to do about it; null where nothing is to be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Check(Level level, String area, String about, String says, @Nullable String remedy) {

  /** How it is. */
  enum Level {
    /** As it should be. */
    ok,
    /** Worth knowing; nothing fails for it. */
    note,
    /** It could not be looked at. */
    unseen,
    /** Something will not work. */
    wrong
  }

  static Check ok(String area, String about, String says) {
    return new Check(Level.ok, area, about, says, null);
  }

  static Check note(String area, String about, String says, @Nullable String remedy) {
    return new Check(Level.note, area, about, says, remedy);
  }

  static Check unseen(String area, String says) {
    return new Check(Level.unseen, area, "", says, "ask somebody who may, or for the right to");
  }

  static Check wrong(String area, String about, String says, String remedy) {
    return new Check(Level.wrong, area, about, says, remedy);
  }

  /** In one line. */
  String line() {
    return "%-6s  %-8s  %s%s%s"
        .formatted(
            level == Level.wrong ? "WRONG" : level.name(),
            area,
            about.isEmpty() ? "" : about + ": ",
            says,
            remedy == null ? "" : " Remedy: " + remedy);
  }
}
