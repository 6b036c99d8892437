package dev.stuckpod.sidecar.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A program that takes a dump of 4 MB of noise into a folder, and prints what comes of it. */
final class SmallVolume {

  private SmallVolume() {}

  @SuppressWarnings("SystemOut") // its answer
  public static void main(String[] folder) throws Exception {
    Spool spool = new Spool(Path.of(folder[0]), 1L << 30);
    byte[] noise = new byte[4 << 20];
    new Random(1).nextBytes(noise);
    System.out.println("before: " + spool.trouble().orElse("none"));
    try {
      spool.take("a", out -> out.write(noise));
      System.out.println("taken");
    } catch (IOException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    System.out.println("after: " + spool.trouble().orElse("none"));
    spool.take("b", out -> out.write(noise, 0, 1 << 10));
    System.out.println("with one that fits: " + spool.trouble().orElse("none"));
  }
}
