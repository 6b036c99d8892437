package dev.stuckpod.goroutines.calls;

import java.nio.charset.StandardCharsets;

/** A call as it is printed, but for what differs from stack to stack. */
public final class Call {

  private final byte[] name;
  private final byte[] position;

  Call(String name, String position) {
    this.name = bytes(printed(name));
    this.position = bytes(position);
  }

  /** Gives the bytes of the name as the runtime prints it. */
  public byte[] name() {
    return name;
  }

  /** Gives the bytes of {@code file:line}. */
  public byte[] position() {
    return position;
  }

  /** Whether this is its name as the runtime prints it, in ASCII. */
  public boolean isNamed(String text) {
    return text.length() == name.length && isAt(0, text);
  }

  /** Whether a text, in ASCII, is a part of its name. */
  public boolean isNamedWith(String text) {
    for (int at = 0; at + text.length() <= name.length; at++) {
      if (isAt(at, text)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (name[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int weight() {
    return name.length + position.length + 64;
  }

  /** As runtime.printFuncName has it: type arguments are left out. */
  static String printed(String name) {
    if (name.equals("runtime.gopanic")) {
      return "panic";
    }
    int open = name.indexOf('[');
    int close = name.lastIndexOf(']');
    return open < 0 || close <= open
        ? name
        : name.substring(0, open) + "[...]" + name.substring(close + 1);
  }

  /** No line of a dump is broken by what a program calls itself. */
  private static byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == 0x7f) {
        bytes[i] = '?';
      }
    }
    return bytes;
  }
}
