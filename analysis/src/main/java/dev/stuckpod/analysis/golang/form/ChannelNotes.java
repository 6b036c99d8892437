package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.model.lock.ChannelUse.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The channels that a dump read from memory names: {@code send 0xc0001040c0 (16/16)}. */
final class ChannelNotes {
  private static final Pattern USE =
      Pattern.compile(
          "(send |receive |on )?0x([0-9a-f]{1,16}) \\((\\d{1,18})/(\\d{1,18})(, closed)?\\)");

  private ChannelNotes() {}

  /**
   * Reads all of a line.
   *
   * @param state of the goroutine: it says what it does at a single channel
   */
  static List<ChannelUse> uses(String line, String state) {
    List<ChannelUse> uses = new ArrayList<>();
    Matcher m = USE.matcher(line);
    while (m.find()) {
      Way way =
          switch (m.group(1)) {
            case "send " -> Way.SEND;
            case "receive " -> Way.RECEIVE;
            case "on " -> Way.UNKNOWN;
            case null, default -> state.startsWith("chan send") ? Way.SEND : Way.RECEIVE;
          };
      uses.add(
          new ChannelUse(
              way,
              Long.parseUnsignedLong(m.group(2), 16),
              Long.parseLong(m.group(3)),
              Long.parseLong(m.group(4)),
              m.group(5) != null));
    }
    return List.copyOf(uses);
  }
}
