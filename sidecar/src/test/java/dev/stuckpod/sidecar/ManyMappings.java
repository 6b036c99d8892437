package dev.stuckpod.sidecar;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM with about as many mappings as the kernel lets a process have. */
final class ManyMappings {

  private static final int MANY = 60_000;

  private ManyMappings() {}

  @SuppressWarnings("SystemOut") // its answer
  public static void main(String[] file) throws IOException, InterruptedException {
    List<Object> mapped = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(Path.of(file[0]))) {
      for (int i = 0; i < MANY; i++) {
        mapped.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, 1)); // never beside the last one
      }
    }
    System.out.println("ready");
    Thread.sleep(600_000);
    System.out.println(mapped.size());
  }
}
