package dev.stuckpod.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a shell reads; the names are what a user types. It asks this program at each key. */
public enum Script {
  /** GNU Bash, from 3.2. */
  bash("stuckpod"),
  /** Z shell. */
  zsh("_stuckpod"),
  /** Fish. */
  fish("stuckpod.fish");

  private final String file;

  Script(String file) {
    this.file = file;
  }

  /** How a file must be called for the shell to find it by itself. */
  public String file() {
    return file;
  }

  /** The script, which comes with this program. */
  public String text() {
    String resource = "stuckpod." + name();
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(resource, impossible);
    }
  }
}
