package dev.stuckpod.goroutines.sockets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one process, for one dump: the tables of its network namespace are read once at
 * most, and not before a socket is asked for. What cannot be read is not told.
 */
public final class Sockets {

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d{1,18})]");

  private final Path descriptors;
  private final Path net;
  private @Nullable SocketTable table;

  /**
   * Looks at a process.
   *
   * @param procOfPid such as {@code /proc/1234}
   */
  public Sockets(Path procOfPid) {
    descriptors = procOfPid.resolve("fd");
    net = procOfPid.resolve("net");
  }

  /** Gives the number by which the kernel knows the socket at a descriptor; 0 where none is. */
  public long at(int descriptor) {
    try {
      Path link = Files.readSymbolicLink(descriptors.resolve(Integer.toString(descriptor)));
      Matcher m = SOCKET.matcher(link.toString());
      return m.matches() ? Long.parseLong(m.group(1)) : 0;
    } catch (IOException unknown) {
      return 0;
    }
  }

  /**
   * Tells of a socket {@code tcp 10.0.0.3:51234 to 10.0.0.7:5432}.
   *
   * @return in ASCII without control characters; null where nothing is known of it
   */
  public @Nullable String say(long socket) {
    SocketTable read = table;
    if (read == null) {
      read = SocketTable.read(net);
      table = read;
    }
    return read.say(socket);
  }
}
