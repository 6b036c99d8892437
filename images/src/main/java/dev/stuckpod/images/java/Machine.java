package dev.stuckpod.images.java;

import dev.stuckpod.images.ground.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What runs a Java runtime here: this machine itself, or an emulator of another one.
 *
 * @param architecture of the runtimes that it runs
 * @param emulator what stands before a command; nothing where none is needed
 */
public record Machine(Architecture architecture, List<String> emulator) {

  /** Copies what it gets. */
  public Machine {
    emulator = List.copyOf(emulator);
  }

  /** How the Java of a runtime is started. */
  public List<String> java(Path home) {
    return Stream.concat(emulator.stream(), Stream.of(home.resolve("bin/java").toString()))
        .toList();
  }
}
