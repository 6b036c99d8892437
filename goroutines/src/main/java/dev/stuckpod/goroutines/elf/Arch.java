package dev.stuckpod.goroutines.elf;

import java.util.Optional;

/** A processor. */
public enum Arch {
  /** x86-64. */
  AMD64("amd64", 62, 1, 0),
  /** 64-bit ARM. */
  ARM64("arm64", 183, 4, 8);

  private final String goName;
  private final int machine;
  private final int quantum;
  private final int minimumFrame;

  Arch(String goName, int machine, int quantum, int minimumFrame) {
    this.goName = goName;
    this.machine = machine;
    this.quantum = quantum;
    this.minimumFrame = minimumFrame;
  }

  static Optional<Arch> of(int machine) {
    for (Arch arch : values()) {
      if (arch.machine == machine) {
        return Optional.of(arch);
      }
    }
    return Optional.empty();
  }

  /** Gives GOARCH. */
  public String goName() {
    return goName;
  }

  /** Gives what the length of each instruction is a multiple of. */
  public int quantum() {
    return quantum;
  }

  /** Gives the bytes between a frame pointer and the arguments. */
  public int minimumFrame() {
    return minimumFrame;
  }

  /** Gives the bytes that a call itself pushes. */
  public int returnAddress() {
    return this == AMD64 ? 8 : 0;
  }

  /** Whether a call leaves its return address in a register. */
  public boolean hasLinkRegister() {
    return this == ARM64;
  }
}
